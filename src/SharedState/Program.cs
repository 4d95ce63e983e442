using System.Globalization;
using System.Text;
using SharedState;

// No Windows code page has marks such as ✓.
Console.OutputEncoding = Encoding.UTF8;

// One language: otherwise the argument parser would use the user's, and everything else English.
CultureInfo.DefaultThreadCurrentUICulture = CultureInfo.CurrentUICulture = CultureInfo.InvariantCulture;
return await CommandLine.RunAsync(args);

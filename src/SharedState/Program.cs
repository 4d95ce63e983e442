using System.Globalization;
using System.Text;
using SharedState;

// Marks such as ✓ are in no code page of Windows.
Console.OutputEncoding = Encoding.UTF8;

// One language: the parser of arguments would speak the user's, and all else English.
CultureInfo.DefaultThreadCurrentUICulture = CultureInfo.CurrentUICulture = CultureInfo.InvariantCulture;
return await CommandLine.RunAsync(args);

using System.Text;
using SharedState;

// Marks such as ✓ are in no code page of Windows.
Console.OutputEncoding = Encoding.UTF8;
return await CommandLine.RunAsync(args);

using Benchmarks;

// Compares the library with CPython in one run:
// dotnet run -c Release --project src/Benchmarks -- [--python PATH] [--rounds N] [SECTION…]
try
{
    var options = Options.Parse(args);
    using var cpython = CPython.InCleanEnvironment(options.Python);
    Console.WriteLine(
        $".NET {Environment.Version} and {cpython.Version}, medians of {options.Rounds} alternating rounds"
    );
    foreach (var section in options.Sections)
        Comparison.Run(section, cpython, options.Rounds).Print(Console.Out);
    return 0;
}
catch (UsageException exception)
{
    Console.Error.WriteLine(exception.Message);
    return 2;
}

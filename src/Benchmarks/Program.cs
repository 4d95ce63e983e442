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
    foreach (var name in options.Sections)
    {
        if (name == Peers.Name)
            Peers.Run(options.Python, options.Rounds, Console.Out);
        else if (name == Scaling.Name)
            Scaling.Run(Console.Out);
        else
            Comparison.Run(Section.Named(name), cpython, options.Rounds).Print(Console.Out);
    }

    return 0;
}
catch (UsageException exception)
{
    Console.Error.WriteLine(exception.Message);
    return 2;
}

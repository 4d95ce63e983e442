using Multiprocessing.Testing.Programs;

namespace Multiprocessing.Testing;

/// <summary>A Python file that is run by CPython, with the start method's name as its first argument.</summary>
/// <remarks>
/// The file can import <c>multiprocessing_testing</c>, the Python side of this library: <c>print_line</c>,
/// <c>identity</c>, <c>Gate</c>, <c>Rendezvous</c>, <c>start_method</c>. Variables such as <c>PYTHONPATH</c>, user site
/// packages and bytecode files are ignored.
/// </remarks>
public sealed class PythonProgram : ObservedProgram
{
    private readonly string file;
    private readonly CPython interpreter;
    private readonly string[] arguments;

    /// <summary>A program of <paramref name="file"/>, run by <paramref name="interpreter"/>.</summary>
    /// <param name="file">The path of the file.</param>
    /// <param name="interpreter">Which CPython, see <see cref="CPython.Find"/>.</param>
    /// <param name="arguments">What follows the start method in <c>sys.argv</c>.</param>
    public PythonProgram(string file, CPython interpreter, params string[] arguments)
        : base($"{Path.GetFileName(file)} on {interpreter}")
    {
        this.file = Path.GetFullPath(file);
        this.interpreter = interpreter;
        this.arguments = arguments;
    }

    /// <summary>
    /// Whether the program and its children run without the interpreter's site packages (<c>python -S</c>): each
    /// process starts several times as fast, and can import the standard library only. False by default.
    /// </summary>
    public bool StandardLibraryOnly { get; init; }

    private protected override MainProcess Start(StartMethod startMethod, string directory)
    {
        PythonSupportModule.PutInto(directory);
        string[] site = StandardLibraryOnly ? [CPython.WithoutSite] : [];
        var start = interpreter.StartInfo([.. site, file, startMethod.Name(), .. arguments]);
        start.Environment["PYTHONPATH"] = directory;
        start.Environment[RunDirectory.Variable] = directory;
        return new PythonMainProcess(start);
    }
}

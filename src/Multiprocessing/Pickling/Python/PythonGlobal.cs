namespace Multiprocessing.Pickling.Python;

/// <summary>
/// A class or function of Python by its name. Nothing here looks it up: it is a name, and is written back as one.
/// </summary>
internal sealed record PythonGlobal(string Module, string Name)
{
    public override string ToString() => $"Python's {Module}.{Name}";
}

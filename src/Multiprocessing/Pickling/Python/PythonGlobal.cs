namespace Multiprocessing.Pickling.Python;

/// <summary>The name of a Python class or function. It is never looked up, and is written back as a name.</summary>
internal sealed record PythonGlobal(string Module, string Name)
{
    public override string ToString() => $"Python's {Module}.{Name}";
}

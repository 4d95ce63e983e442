namespace Multiprocessing.Testing.Programs;

/// <summary>
/// The Python side of this library, which a program imports as <c>multiprocessing_testing</c>.
/// </summary>
internal static class PythonSupportModule
{
    private const string Module = "multiprocessing_testing.py";

    public static void PutInto(string directory)
    {
        using var module = typeof(PythonSupportModule).Assembly.GetManifestResourceStream(Module)!;
        using var file = File.Create(Path.Combine(directory, Module));
        module.CopyTo(file);
    }
}

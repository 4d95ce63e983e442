namespace SharedStateSpecs.Tools.Testing;

/// <summary>A short Python program in a file.</summary>
internal sealed class PythonFile : IDisposable
{
    private readonly string directory = Directory.CreateTempSubdirectory("sharedstate-specs-").FullName;

    public PythonFile(string program) => File.WriteAllText(Path, program);

    public string Path => System.IO.Path.Combine(directory, "program.py");

    public void Dispose() => Directory.Delete(directory, recursive: true);
}

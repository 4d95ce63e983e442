namespace SharedStateSpecs.Library.Connections;

/// <summary>A directory of one spec, gone when it ends.</summary>
internal sealed class TemporaryDirectory : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("specs-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}

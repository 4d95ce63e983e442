namespace SharedStateSpecs.Library.Connections;

/// <summary>A directory for one spec, deleted when it ends.</summary>
internal sealed class TemporaryDirectory : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("specs-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}

namespace Multiprocessing.Connections;

/// <summary>
/// The right to the file of a Unix socket: a lock on a file beside it, which the system releases when the listener's
/// process ends, however it ends. Only macOS needs it: a refused connection shows on Linux that nobody listens, but
/// there also that too many connections wait.
/// </summary>
internal sealed class SocketFileLock : IDisposable
{
    private readonly FileStream file;

    private SocketFileLock(FileStream file, bool wasLeftBehind) => (this.file, WasLeftBehind) = (file, wasLeftBehind);

    /// <summary>Whether a listener of this library that was killed had the right before.</summary>
    public bool WasLeftBehind { get; }

    /// <summary>Takes it; null if a listener that lives has it.</summary>
    public static SocketFileLock? TryTake(string socket)
    {
        var path = $"{socket}.lock";
        var wasLeftBehind = File.Exists(path);
        try
        {
            var options = new FileStreamOptions
            {
                Mode = FileMode.OpenOrCreate,
                Access = FileAccess.ReadWrite,
                Share = FileShare.None,
                Options = FileOptions.DeleteOnClose,
                BufferSize = 0,
            };
            if (!OperatingSystem.IsWindows())
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            return new(new FileStream(path, options), wasLeftBehind);
        }
        catch (IOException) when (File.Exists(path))
        {
            return null;
        }
    }

    public void Dispose() => file.Dispose();
}

namespace Multiprocessing.Platform;

/// <summary>
/// Temporary directories that are gone when this process has ended. All are made in one directory, which this process
/// removes at its end. On Linux a second process removes it if this one is killed, and first kills the processes that
/// work there; elsewhere the next process that makes one removes it.
/// </summary>
internal static partial class TemporaryDirectories
{
    /// <summary>
    /// The beginning of the names of all. They are short because paths of sockets begin with them: of the 103 bytes
    /// that such a path has on macOS, its temporary directory and CPython's names in ours take 81.
    /// </summary>
    public const string Prefix = "mp-";

    private static readonly Lock RootLock = new();
    private static string? root;
    private static FileStream? owner;
    private static int count;

    /// <summary>The environment variable that names the directory for temporary directories.</summary>
    public static string Variable => OperatingSystem.IsWindows() ? "TMP" : "TMPDIR";

    /// <summary>Creates one that no other user can open.</summary>
    /// <exception cref="IOException">None can be created.</exception>
    public static string Create()
    {
        try
        {
            lock (RootLock)
            {
                root ??= CreateRoot();
                return CreatePrivate(Path.Combine(root, $"{++count}"));
            }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new IOException(
                $"No directory can be created in {Path.GetTempPath()}. "
                    + $"Set {Variable} to a directory that you can write to.",
                failure
            );
        }
    }

    private static string CreateRoot()
    {
        if (!Directory.Exists(Path.GetTempPath()))
            throw new DirectoryNotFoundException();

        var directory = FreeName();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Remove(directory);
        if (OperatingSystem.IsLinux())
        {
            // Before the directory exists: this process can be killed at any moment.
            Watch(directory);
            return CreatePrivate(directory);
        }

        RemoveLeftBehind(Path.GetTempPath(), LongestWork);
        CreatePrivate(directory);
        owner = Own(directory);
        return directory;
    }

    private static string FreeName()
    {
        while (true)
        {
            var path = Path.Combine(Path.GetTempPath(), $"{Prefix}{Path.GetRandomFileName()[..5]}");
            if (!Path.Exists(path))
                return path;
        }
    }

    private static string CreatePrivate(string directory) =>
        (
            OperatingSystem.IsWindows()
                ? Directory.CreateDirectory(directory)
                : Directory.CreateDirectory(
                    directory,
                    UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
                )
        ).FullName;

    private static void Remove(string directory)
    {
        owner?.Dispose();
        try
        {
            Delete(directory);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // A process still uses it: the watcher, or the next process that makes one, removes it then.
        }
    }
}

namespace Multiprocessing.Platform;

/// <summary>
/// Temporary directories that are gone when this process has ended. All are made in one directory, which this process
/// removes at its end. On Linux a second process removes it if this one is killed, and first kills the processes that
/// work there.
/// </summary>
internal static partial class TemporaryDirectories
{
    private static readonly Lock RootLock = new();
    private static string? root;
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

        var directory = Path.Combine(Path.GetTempPath(), $"multiprocessing-{Path.GetRandomFileName()[..8]}");
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Remove(directory);

        // The watcher is started before the directory exists: this process can be killed at any moment.
        if (OperatingSystem.IsLinux())
            Watch(directory);
        return CreatePrivate(directory);
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
        try
        {
            Directory.Delete(directory, recursive: true);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // It is gone already, or a process that is about to end writes there: the watcher removes it then.
        }
    }
}

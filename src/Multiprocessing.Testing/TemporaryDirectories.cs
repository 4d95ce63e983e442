namespace Multiprocessing.Testing;

/// <summary>Temporary directories that are gone when this process has ended: all stand in one, which it removes. On
/// Linux somebody else does where it is killed, and
/// ends the processes that were to work there.</summary>
internal static partial class TemporaryDirectories
{
    private static readonly Lock DirectoriesLock = new();
    private static string? root;
    private static int count;

    /// <summary>The environment variable by which a user says where temporary directories are made.</summary>
    public static string Variable => OperatingSystem.IsWindows() ? "TMP" : "TMPDIR";

    /// <summary>Makes one, which nobody else may enter.</summary>
    /// <exception cref="IOException">There is no place for one.</exception>
    public static string Create()
    {
        try
        {
            lock (DirectoriesLock)
            {
                root ??= CreateRoot();
                return CreatePrivate(Path.Combine(root, $"{++count}"));
            }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new IOException(
                $"{Path.GetTempPath()} takes no new directory: name one that you may write to in {Variable}.",
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

        // Who watches does so before it is there: this process may be killed at any moment.
        if (OperatingSystem.IsLinux())
            EndAllWhenThisProcessIsKilled(directory);
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
            // Gone already, or a process that is about to end writes there: then it is left to who watches.
        }
    }
}

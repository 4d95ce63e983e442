namespace Multiprocessing.Testing;

/// <summary>Temporary directories that are gone when this process has ended: all stand in one, which it removes, or, where it is killed, somebody else does.</summary>
internal static partial class TemporaryDirectories
{
    private static readonly Lock Gate = new();
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
            lock (Gate)
            {
                var directory = Path.Combine(root ??= CreateRoot(), $"{++count}");
                return (OperatingSystem.IsWindows() ? Directory.CreateDirectory(directory) : CreatePrivate(directory)).FullName;
            }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new IOException($"{Path.GetTempPath()} takes no new directory: name one that you may write to in {Variable}.", failure);
        }
    }

    private static string CreateRoot()
    {
        var created = Directory.CreateTempSubdirectory("multiprocessing-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Remove(created);
        if (!OperatingSystem.IsWindows()) RemoveWhenThisProcessIsKilled(created);
        return created;
    }

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

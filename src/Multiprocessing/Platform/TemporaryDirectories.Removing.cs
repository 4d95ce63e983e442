namespace Multiprocessing.Platform;

internal static partial class TemporaryDirectories
{
    private const string OwnerFile = "owner";

    private static readonly TimeSpan LongestRemoval = TimeSpan.FromSeconds(2),
        PauseBetweenTries = TimeSpan.FromMilliseconds(20);

    // A program that a killed process started can go on for a while, and would find nothing.
    private static readonly TimeSpan LongestWork = TimeSpan.FromMinutes(10);

    /// <summary>
    /// Deletes a directory and all that is in it, if it exists. It tries for two seconds: on Windows a killed process
    /// holds its files for a moment, and anywhere one that is about to end can write a file in the meantime.
    /// </summary>
    /// <exception cref="IOException">A process still uses it.</exception>
    /// <exception cref="UnauthorizedAccessException">A process still uses it, or it is another user's.</exception>
    public static void Delete(string directory) =>
        Delete(static directory => Directory.Delete(directory, recursive: true), directory, LongestRemoval);

    internal static void Delete(Action<string> delete, string directory, TimeSpan limit)
    {
        for (var deadline = Deadline.After(limit); ; Thread.Sleep(PauseBetweenTries))
        {
            try
            {
                delete(directory);
                return;
            }
            catch (DirectoryNotFoundException)
            {
                return;
            }
            catch (Exception failure)
                when (failure is IOException or UnauthorizedAccessException && !deadline.HasPassed)
            {
                // Once more.
            }
        }
    }

    /// <summary>Marks a directory as that of this process: the system ends the mark together with it.</summary>
    internal static FileStream Own(string directory) =>
        new(Path.Combine(directory, OwnerFile), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None);

    /// <summary>Removes the directories whose processes have ended, if they were made some time ago.</summary>
    internal static void RemoveLeftBehind(string temporary, TimeSpan age)
    {
        foreach (var directory in new DirectoryInfo(temporary).EnumerateDirectories($"{Prefix}*"))
        {
            var owner = new FileInfo(Path.Combine(directory.FullName, OwnerFile));
            if (!owner.Exists || directory.LinkTarget is not null || DateTime.UtcNow - owner.LastWriteTimeUtc < age)
                continue;

            try
            {
                owner.Open(FileMode.Open, FileAccess.ReadWrite, FileShare.None).Dispose();
                directory.Delete(recursive: true);
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
            {
                // Its process lives, or is that of another user.
            }
        }
    }
}

namespace SharedState.Serving;

/// <summary>A new directory for a socket or a key, which nobody else may enter.</summary>
internal static class OwnDirectory
{
    /// <exception cref="BadArgumentsException">There is no place for one.</exception>
    public static string Create()
    {
        try
        {
            return Directory.CreateTempSubdirectory("sharedstate-").FullName;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new BadArgumentsException($"no directory can be made in {Path.GetTempPath()}: name one that you may write to in {(OperatingSystem.IsWindows() ? "TMP" : "TMPDIR")}.");
        }
    }
}

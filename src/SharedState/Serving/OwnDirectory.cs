using Multiprocessing.Platform;

namespace SharedState.Serving;

/// <summary>A new directory for a socket or a key, which no other user can open.</summary>
internal static class OwnDirectory
{
    /// <exception cref="BadArgumentsException">None can be created.</exception>
    public static string Create()
    {
        try
        {
            return TemporaryDirectories.Create();
        }
        catch (IOException failure)
        {
            throw new BadArgumentsException(failure.Message);
        }
    }
}

using Multiprocessing.Testing;

namespace SharedState.Serving;

/// <summary>A new directory for a socket or a key, which nobody else may enter.</summary>
internal static class OwnDirectory
{
    /// <exception cref="BadArgumentsException">There is no place for one.</exception>
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

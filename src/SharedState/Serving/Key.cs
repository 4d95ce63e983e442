using System.Security.Cryptography;
using System.Text;

namespace SharedState.Serving;

/// <summary>
/// The secret that clients must have. It is never a command-line argument, which every user of a machine can read.
/// </summary>
internal static class Key
{
    public const string Variable = "SHAREDSTATE_AUTHKEY";

    private const int Length = 32;

    /// <summary>
    /// The key in a file or in the environment, or a new one: text, so that it can be typed and pasted.
    /// </summary>
    /// <exception cref="BadArgumentsException">A key cannot be read from the file.</exception>
    public static (byte[] Key, bool IsNew) From(string? file)
    {
        if (file is not null)
            return (KeyFile.Read(file), false);
        if (Environment.GetEnvironmentVariable(Variable) is not { Length: > 0 } given)
            return (Encoding.ASCII.GetBytes(RandomNumberGenerator.GetHexString(2 * Length, lowercase: true)), true);
        // Processes that a served class starts must not inherit it.
        Environment.SetEnvironmentVariable(Variable, null);
        return (Encoding.UTF8.GetBytes(given), false);
    }
}

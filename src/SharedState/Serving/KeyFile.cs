using Multiprocessing.Connections;
using Multiprocessing.Platform;

namespace SharedState.Serving;

/// <summary>
/// The file of a key: one of the user's, or one that is written for a new key and removed when the server ends.
/// </summary>
internal sealed class KeyFile : IDisposable
{
    private const int Longest = 64 << 10;
    private const UnixFileMode Owners = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly string? ownDirectory;

    private KeyFile(string path, string? ownDirectory) => (Path, this.ownDirectory) = (path, ownDirectory);

    public string Path { get; }

    /// <summary>The key in a file of the user's: its bytes without a newline at the end.</summary>
    /// <exception cref="BadArgumentsException">
    /// The file cannot be read or has no key, or other users have access to it, which ssh refuses, too.
    /// </exception>
    public static byte[] Read(string path)
    {
        if (path.Length == 0)
            throw Refuse("''", "is not a file name. Use the path of a file that you can read.");
        try
        {
            using var file = File.OpenRead(path);
            if (
                !OperatingSystem.IsWindows()
                && File.GetUnixFileMode(file.SafeFileHandle) is var mode
                && (mode & ~Owners & ~UnixFileMode.UserExecute) != 0
            )
            {
                throw Refuse(
                    path,
                    $"is accessible to other users (mode {Convert.ToString((int)mode, 8)}). Run: chmod 600 {path}"
                );
            }

            var bytes = new byte[Longest + 1];
            var key = WithoutNewline(bytes.AsSpan(0, file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false)));
            if (key.IsEmpty)
                throw Refuse(path, "is empty. Write a key into it.");
            return key.Length < Longest
                ? key.ToArray()
                : throw Refuse(path, $"is too long for a key. The maximum is {Longest:N0} bytes.");
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw Refuse(path, $"cannot be read: {failure.Message.TrimEnd('.')}. Use a file that you can read.");
        }
    }

    /// <summary>
    /// Writes the key of a server where only its user's clients can read it: beside its socket, or in a directory of
    /// its own.
    /// </summary>
    /// <exception cref="BadArgumentsException">It cannot be written there.</exception>
    public static KeyFile For(string address, byte[] key)
    {
        var directory = Address.Parse(address).Path is [not '\0', ..] ? null : OwnDirectory.Create();
        var path = directory is null ? $"{address}.authkey" : System.IO.Path.Combine(directory, "authkey");
        var made = directory is null ? null : new KeyFile(path, directory);
        try
        {
            // A server that was killed has left one. A new file cannot be a link to another file.
            File.Delete(path);
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
                options.UnixCreateMode = Owners;
            using var file = new FileStream(path, options);
            made ??= new(path, directory);
            file.Write(key);
            file.Flush();
            return made;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            made?.Dispose();
            throw new BadArgumentsException(
                $"the new key cannot be written to {path}: {failure.Message.TrimEnd('.')}. Use another --address."
            );
        }
    }

    public void Dispose()
    {
        if (ownDirectory is not null)
            TemporaryDirectories.Delete(ownDirectory);
        else
            File.Delete(Path);
    }

    private static ReadOnlySpan<byte> WithoutNewline(ReadOnlySpan<byte> text) =>
        text switch
        {
            [.. var line, (byte)'\r', (byte)'\n'] => line,
            [.. var line, (byte)'\n'] => line,
            _ => text,
        };

    private static BadArgumentsException Refuse(string path, string why) => new($"--authkey-file {path} {why}");
}

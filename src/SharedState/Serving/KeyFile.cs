using Multiprocessing.Connections;

namespace SharedState.Serving;

/// <summary>
/// The file of a key: one that the user has, or one that is written for a new key and removed when the server ends.
/// </summary>
internal sealed class KeyFile : IDisposable
{
    private const int Longest = 64 << 10;
    private const UnixFileMode Owners = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly string? ownDirectory;

    private KeyFile(string path, string? ownDirectory) => (Path, this.ownDirectory) = (path, ownDirectory);

    public string Path { get; }

    /// <summary>The key in a file of the user's: its bytes without the newline at their end.</summary>
    /// <exception cref="BadArgumentsException">There is none, or others can read or write it: as ssh does, it is
    /// refused then.</exception>
    public static byte[] Read(string path)
    {
        if (path.Length == 0)
            throw Refuse("''", "is no name of a file: name one that you may read.");
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
                    $"is open to other users (mode {Convert.ToString((int)mode, 8)}): say chmod 600 {path}"
                );
            }

            var bytes = new byte[Longest + 1];
            var key = WithoutNewline(bytes.AsSpan(0, file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false)));
            if (key.IsEmpty)
                throw Refuse(path, "is empty: write a key into it.");
            return key.Length < Longest
                ? key.ToArray()
                : throw Refuse(path, $"is too long for a key: {Longest:N0} bytes are the most.");
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw Refuse(path, $"cannot be read: {failure.Message.TrimEnd('.')}. Name a file that you may read.");
        }
    }

    /// <summary>
    /// Writes the key of a server where clients find it, and nobody else reads it: beside its socket, or in a directory
    /// of its own.
    /// </summary>
    /// <exception cref="BadArgumentsException">It cannot be written there.</exception>
    public static KeyFile For(string address, byte[] key)
    {
        var directory = Address.Parse(address).Path is [not '\0', ..] ? null : OwnDirectory.Create();
        var path = directory is null ? $"{address}.authkey" : System.IO.Path.Combine(directory, "authkey");
        var made = directory is null ? null : new KeyFile(path, directory);
        try
        {
            // A server that was killed has left one. A new file is nobody's link to another.
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
                $"the new key cannot be written to {path}: {failure.Message.TrimEnd('.')}. Say another --address."
            );
        }
    }

    public void Dispose()
    {
        if (ownDirectory is not null)
            Directory.Delete(ownDirectory, recursive: true);
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

using System.Security.Authentication;
using System.Security.Cryptography;
using System.Text;

namespace Multiprocessing.Connections;

/// <summary>A hash function that can prove knowledge of the key. CPython: <c>_ALLOWED_DIGESTS</c>.</summary>
internal sealed class Digest
{
    /// <summary>The length of a proof in the old form, which has no prefix.</summary>
    public const int OldLength = 16;

    private static readonly Digest[] Known =
    [
        // CPython up to 3.11 supports nothing else.
#pragma warning disable CA5351
        new("md5", HMACMD5.HashData),
#pragma warning restore CA5351
        new("sha256", HMACSHA256.HashData),
        new("sha384", HMACSHA384.HashData),
        new("sha3_256", HMACSHA3_256.HashData),
        new("sha3_384", HMACSHA3_384.HashData),
    ];

    private readonly Func<byte[], byte[], byte[]> authenticate;

    private Digest(string? name, Func<byte[], byte[], byte[]> authenticate)
    {
        this.authenticate = authenticate;
        Prefix = name is null ? [] : Encoding.ASCII.GetBytes($"{{{name}}}");
        IsMd5 = name is null or "md5";
    }

    /// <summary>MD5 without a prefix, as in CPython up to 3.11.</summary>
    public static Digest Old { get; } = new(null, Known[0].authenticate);

    public byte[] Prefix { get; }

    public bool IsMd5 { get; }

    /// <summary>The digest that a message begins with; null if it is not supported.</summary>
    public static Digest? Prefixing(ReadOnlySpan<byte> message)
    {
        foreach (var digest in Known)
        {
            if (message.StartsWith(digest.Prefix))
                return digest;
        }

        return null;
    }

    /// <summary>The HMAC of a whole message, its prefix included.</summary>
    public byte[] Authenticate(byte[] key, byte[] message)
    {
        try
        {
            return authenticate(key, message);
        }
        catch (Exception failure) when (failure is PlatformNotSupportedException or CryptographicException)
        {
            throw new AuthenticationException(
                $"This machine does not support the digest that the other side asks for: {failure.Message}",
                failure
            );
        }
    }
}

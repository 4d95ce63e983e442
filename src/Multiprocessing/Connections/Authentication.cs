using System.Security.Authentication;
using System.Security.Cryptography;
using Multiprocessing.Platform;

namespace Multiprocessing.Connections;

/// <summary>
/// The handshake of CPython's <c>multiprocessing.connection</c>: both sides prove that they have the same key without
/// sending it; the listener asks first. It supports all versions since 3.7: up to 3.11 the proof is an HMAC-MD5, since
/// 3.12 an HMAC-SHA256 with a prefix that names the digest.
/// </summary>
/// <param name="key">The secret that both sides share.</param>
/// <param name="allowMd5">Whether MD5 is accepted as a proof; CPython up to 3.11 supports nothing else.</param>
internal sealed class Authentication(ReadOnlySpan<byte> key, bool allowMd5)
{
    // A peer that is not yet authenticated can send no longer message than this.
    private const int MaxMessageLength = 256;

    /// <summary>Why a client that proves the key by MD5 is refused.</summary>
    public const string Md5Refused =
        "The other side answered with MD5, as CPython does up to 3.11, which is not allowed here. "
        + "By default it is allowed only on Unix sockets. Allow it at this side (ManagerServerOptions.AllowMd5), "
        + "or use CPython 3.12 or later.";

    private const int RandomLength = 40,
        OldChallengeLength = 20;

    // What the clients of this process ask and nobody has answered yet.
    private static readonly List<byte[]> AskedByClients = [];

    private readonly byte[] key = key.ToArray();

    private static ReadOnlySpan<byte> Challenge => "#CHALLENGE#"u8;

    private static ReadOnlySpan<byte> Welcome => "#WELCOME#"u8;

    private static ReadOnlySpan<byte> Failure => "#FAILURE#"u8;

    /// <summary>With the default for an address: MD5 is accepted on a Unix socket and refused over TCP.</summary>
    public static Authentication For(Address address, ReadOnlySpan<byte> key, bool? allowMd5 = null) =>
        new(key, allowMd5 ?? address.IsUnix);

    /// <summary>The handshake of the side that listens.</summary>
    /// <exception cref="AuthenticationException">The other side has a different key, breaks the protocol, or does not
    /// answer by the deadline.</exception>
    public void AsListener(Connection connection, Deadline deadline) => Shake(connection, deadline, listens: true);

    /// <summary>The handshake of the side that connects.</summary>
    /// <exception cref="AuthenticationException">The other side has a different key, breaks the protocol, or does not
    /// answer by the deadline.</exception>
    public void AsClient(Connection connection, Deadline deadline) => Shake(connection, deadline, listens: false);

    private void Shake(Connection connection, Deadline deadline, bool listens)
    {
        var longest = connection.LongestMessage;
        connection.LongestMessage = MaxMessageLength;
        try
        {
            if (listens)
            {
                Ask(connection, deadline, Question());
                Answer(connection, deadline, isClient: false);
                return;
            }

            Answer(connection, deadline, isClient: true);
            AskAsClient(connection, deadline);
        }
        catch (Exception failure) when (failure is EndOfStreamException or InvalidDataException)
        {
            throw new AuthenticationException($"The handshake failed: {failure.Message}", failure);
        }
        finally
        {
            connection.LongestMessage = longest;
        }
    }

    private static byte[] Question() => [.. "{sha256}"u8, .. RandomNumberGenerator.GetBytes(RandomLength)];

    private void AskAsClient(Connection connection, Deadline deadline)
    {
        var message = Question();
        lock (AskedByClients)
            AskedByClients.Add(message);
        try
        {
            Ask(connection, deadline, message);
        }
        finally
        {
            lock (AskedByClients)
                AskedByClients.Remove(message);
        }
    }

    private static bool IsAskedByClient(ReadOnlySpan<byte> message)
    {
        lock (AskedByClients)
        {
            foreach (var asked in AskedByClients)
            {
                if (message.SequenceEqual(asked))
                    return true;
            }
        }

        return false;
    }

    private void Ask(Connection connection, Deadline deadline, byte[] message)
    {
        connection.Send((byte[])[.. Challenge, .. message]);
        var refusal = RejectionReason(Receive(connection, deadline), message);
        connection.Send((refusal is null ? Welcome : Failure).ToArray());
        if (refusal is not null)
            throw new AuthenticationException(refusal);
    }

    private void Answer(Connection connection, Deadline deadline, bool isClient)
    {
        var received = Receive(connection, deadline);
        if (!received.StartsWith(Challenge))
        {
            throw new AuthenticationException(
                "The other side did not ask for a proof of the key: it is not a listener of this protocol."
            );
        }

        var message = received[Challenge.Length..].ToArray();
        if (message.Length < OldChallengeLength)
        {
            throw new AuthenticationException(
                $"The other side sent a challenge of {message.Length} bytes instead of {OldChallengeLength} or more."
            );
        }

        // A listener without the key would let one client of this process prove the key for it to another one.
        if (isClient && IsAskedByClient(message))
        {
            throw new AuthenticationException(
                "The other side asks what a client of this process asks: it passes questions on, "
                    + "and need not have the key. Connect to the address of the server itself."
            );
        }

        var digest =
            message.Length == OldChallengeLength
                ? Digest.Old
                : Digest.Prefixing(message)
                    ?? throw new AuthenticationException(
                        "The other side asks for a digest that is not supported here."
                    );
        if (digest.IsMd5 && !allowMd5)
        {
            throw new AuthenticationException(
                "The other side supports only MD5, as CPython does up to 3.11, which is not allowed here. "
                    + "By default it is allowed only on Unix sockets."
            );
        }

        connection.Send((byte[])[.. digest.Prefix, .. digest.Authenticate(key, message)]);
        if (!Receive(connection, deadline).SequenceEqual(Welcome))
            throw new AuthenticationException("The other side refused the key.");
    }

    private string? RejectionReason(ReadOnlySpan<byte> answer, byte[] message)
    {
        var digest = answer.Length == Digest.OldLength ? Digest.Old : Digest.Prefixing(answer);
        if (digest is null)
            return "The other side answered with a digest that is not supported here.";
        if (digest.IsMd5 && !allowMd5)
            return Md5Refused;

        return CryptographicOperations.FixedTimeEquals(
            digest.Authenticate(key, message),
            answer[digest.Prefix.Length..]
        )
            ? null
            : "The other side has a different key.";
    }

    private static ReadOnlySpan<byte> Receive(Connection connection, Deadline deadline) =>
        connection.Receive(deadline, out var message) switch
        {
            Received.Message => message.Span,
            Received.End => throw new EndOfStreamException("The other side closed the connection."),
            _ => throw new AuthenticationException("The other side did not finish the handshake in time."),
        };
}

using System.Security.Authentication;
using System.Security.Cryptography;
using Multiprocessing.Platform;

namespace Multiprocessing.Connections;

/// <summary>
/// The handshake of CPython's <c>multiprocessing.connection</c>, by which both sides prove that they have one key
/// without sending it; the listener asks first.
/// All versions from 3.7 on: up to 3.11 the proof is an HMAC-MD5, from 3.12 on an HMAC-SHA256 with a prefix that says
/// so.
/// </summary>
/// <param name="key">The secret that both sides have.</param>
/// <param name="allowMd5">Whether MD5 is enough as a proof, which is all that CPython has up to 3.11.</param>
internal sealed class Authentication(ReadOnlySpan<byte> key, bool allowMd5)
{
    // What a peer says before it is known is no longer than this.
    private const int LongestMessage = 256;
    private const int RandomLength = 40,
        OldChallengeLength = 20;

    private readonly byte[] key = key.ToArray();

    private static ReadOnlySpan<byte> Challenge => "#CHALLENGE#"u8;

    private static ReadOnlySpan<byte> Welcome => "#WELCOME#"u8;

    private static ReadOnlySpan<byte> Failure => "#FAILURE#"u8;

    /// <summary>With the default of an address: MD5 is enough on a Unix socket, and refused on TCP.</summary>
    public static Authentication For(Address address, ReadOnlySpan<byte> key, bool? allowMd5 = null) =>
        new(key, allowMd5 ?? address.IsUnix);

    /// <summary>The handshake of the side that listens.</summary>
    /// <exception cref="AuthenticationException">The other side has another key, or says something else, or nothing
    /// until the deadline.</exception>
    public void AsListener(Connection connection, Deadline deadline) => Shake(connection, deadline, listens: true);

    /// <summary>The handshake of the side that connects.</summary>
    /// <exception cref="AuthenticationException">The other side has another key, or says something else, or nothing
    /// until the deadline.</exception>
    public void AsClient(Connection connection, Deadline deadline) => Shake(connection, deadline, listens: false);

    private void Shake(Connection connection, Deadline deadline, bool listens)
    {
        var longest = connection.LongestMessage;
        connection.LongestMessage = LongestMessage;
        try
        {
            if (listens)
                Ask(connection, deadline);
            Answer(connection, deadline);
            if (!listens)
                Ask(connection, deadline);
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

    private void Ask(Connection connection, Deadline deadline)
    {
        byte[] message = [.. "{sha256}"u8, .. RandomNumberGenerator.GetBytes(RandomLength)];
        connection.Send((byte[])[.. Challenge, .. message]);
        var refusal = RejectionReason(Receive(connection, deadline), message);
        connection.Send((refusal is null ? Welcome : Failure).ToArray());
        if (refusal is not null)
            throw new AuthenticationException(refusal);
    }

    private void Answer(Connection connection, Deadline deadline)
    {
        var received = Receive(connection, deadline);
        if (!received.StartsWith(Challenge))
        {
            throw new AuthenticationException(
                "The other side did not ask for a proof of the key: it is no listener of this protocol."
            );
        }

        var message = received[Challenge.Length..].ToArray();
        if (message.Length < OldChallengeLength)
        {
            throw new AuthenticationException(
                $"A challenge has at least {OldChallengeLength} bytes, not {message.Length}."
            );
        }

        var digest =
            message.Length == OldChallengeLength
                ? Digest.Old
                : Digest.Prefixing(message)
                    ?? throw new AuthenticationException("The other side asks for a digest that is not known here.");
        if (digest.IsMd5 && !allowMd5)
        {
            throw new AuthenticationException(
                "The other side knows MD5 only, as CPython does up to 3.11, and that is not allowed here. It is by default on Unix sockets."
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
            return "The other side answered with no digest that is known here.";
        if (digest.IsMd5 && !allowMd5)
            return "The other side answered with MD5, as CPython does up to 3.11, and that is not allowed here. It is by default on Unix sockets.";

        return CryptographicOperations.FixedTimeEquals(
            digest.Authenticate(key, message),
            answer[digest.Prefix.Length..]
        )
            ? null
            : "The other side has another key.";
    }

    private static ReadOnlySpan<byte> Receive(Connection connection, Deadline deadline) =>
        connection.Receive(deadline, out var message) switch
        {
            Received.Message => message.Span,
            Received.End => throw new EndOfStreamException("The other side closed the connection."),
            _ => throw new AuthenticationException("The other side did not finish the handshake in time."),
        };
}

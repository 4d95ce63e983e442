using System.Security.Authentication;
using System.Security.Cryptography;
using System.Text;
using Multiprocessing.Connections;
using Multiprocessing.Platform;

namespace SharedStateSpecs.Library.Connections;

/// <summary>Both sides prove that they have the key before they exchange anything else.</summary>
public static class AuthenticationSpecs
{
    private static readonly Authentication Ours = new(Endpoints.Key, allowMd5: true),
        Strict = new(Endpoints.Key, allowMd5: false),
        Others = new("another"u8, allowMd5: true);

    [Fact]
    public static void Equal_keys_authenticate_both_sides() => Shake(Strict, Strict).Should().Be((null, null));

    [Fact]
    public static void A_different_key_is_refused_on_both_sides()
    {
        var (atListener, atClient) = Shake(Ours, Others);

        atListener
            .Should()
            .BeOfType<AuthenticationException>()
            .Which.Message.Should()
            .Be("The other side has a different key.");
        atClient
            .Should()
            .BeOfType<AuthenticationException>()
            .Which.Message.Should()
            .Be("The other side refused the key.");
    }

    [Theory]
    [InlineData("md5")]
    [InlineData("sha256")]
    [InlineData("sha384")]
    [InlineData("sha3_256")]
    [InlineData("sha3_384")]
    public static void Every_digest_of_CPython_is_accepted(string digest)
    {
        Endpoints
            .Run(
                null,
                connection => Ours.AsListener(connection, Endpoints.Soon),
                connection =>
                {
                    var message = Encoding.Latin1.GetBytes(connection.ReceiveText())["#CHALLENGE#".Length..];
                    connection.Send((byte[])[.. Encoding.ASCII.GetBytes($"{{{digest}}}"), .. Hash(digest, message)]);
                    connection.ReceiveText().Should().Be("#WELCOME#");
                }
            )
            .AtClient.Should()
            .BeNull();
    }

    [Fact]
    public static void MD5_is_refused_where_it_is_not_allowed()
    {
        var (atListener, atClient) = Endpoints.Run(
            null,
            connection => Strict.AsListener(connection, Endpoints.Soon),
            connection =>
            {
                var message = Encoding.Latin1.GetBytes(connection.ReceiveText())["#CHALLENGE#".Length..];
                connection.Send(Hash("md5", message));
                connection.ReceiveText().Should().Be("#FAILURE#");
            }
        );

        atClient.Should().BeNull();
        atListener
            .Should()
            .BeOfType<AuthenticationException>()
            .Which.Message.Should()
            .StartWith("The other side answered with MD5");
    }

    [Theory]
    [InlineData("/tmp/socket", true)]
    [InlineData("127.0.0.1:1", false)]
    public static void MD5_is_accepted_only_on_a_unix_socket(string address, bool allowed)
    {
        var authentication = Authentication.For(Address.Parse(address), Endpoints.Key);

        var (_, atClient) = Endpoints.Run(
            null,
            connection =>
            {
                connection.Send("#CHALLENGE#01234567890123456789"u8.ToArray());
                if (connection.ReceiveText().Length == 16)
                    connection.Send("#FAILURE#"u8.ToArray());
            },
            connection => authentication.AsClient(connection, Endpoints.Soon)
        );

        atClient!
            .Message.Should()
            .StartWith(allowed ? "The other side refused the key." : "The other side supports only MD5");
    }

    [Theory]
    [InlineData("#CHALLENGE#short")]
    [InlineData("#CHALLENGE#{crc32}0123456789012345678901234567890123456789")]
    [InlineData("#WELCOME#")]
    [InlineData("")]
    public static void A_listener_that_breaks_the_protocol_is_refused(string message)
    {
        var (_, atClient) = Endpoints.Run(
            null,
            connection => connection.Send(Encoding.ASCII.GetBytes(message)),
            connection => Ours.AsClient(connection, Endpoints.Soon)
        );

        atClient.Should().BeOfType<AuthenticationException>();
    }

    [Fact]
    public static void A_message_that_claims_more_than_256_bytes_is_refused()
    {
        var (atListener, _) = Endpoints.Run(
            null,
            connection => Ours.AsListener(connection, Endpoints.Soon),
            connection =>
            {
                connection.Send(new byte[257]);
                connection.ReceiveText().Should().StartWith("#CHALLENGE#");
            }
        );

        atListener
            .Should()
            .BeOfType<AuthenticationException>()
            .Which.Message.Should()
            .Be("The handshake failed: A message claims 257 bytes; at most 256 are received here.");
    }

    [Fact]
    public static void A_silent_peer_is_given_up_at_the_deadline()
    {
        using var end = new ManualResetEventSlim();

        var (atListener, _) = Endpoints.Run(
            null,
            connection =>
            {
                try
                {
                    Ours.AsListener(connection, Deadline.After(TimeSpan.FromMilliseconds(50)));
                }
                finally
                {
                    end.Set();
                }
            },
            _ => end.Wait()
        );

        atListener
            .Should()
            .BeOfType<AuthenticationException>()
            .Which.Message.Should()
            .Be("The other side did not finish the handshake in time.");
    }

    [Fact]
    public static void A_listener_without_the_key_cannot_let_another_client_answer_for_it()
    {
        Exception? ofTheOther = null;

        var (_, atClient) = Endpoints.Run(
            null,
            victim =>
            {
                victim.Send("#CHALLENGE#{sha256}0123456789012345678901234567890123456789"u8.ToArray());
                victim.ReceiveText();
                victim.Send("#WELCOME#"u8.ToArray());
                var question = Encoding.Latin1.GetBytes(victim.ReceiveText());

                (_, ofTheOther) = Endpoints.Run(
                    null,
                    other =>
                    {
                        other.Send(question);
                        victim.Send(Encoding.Latin1.GetBytes(other.ReceiveText()));
                    },
                    other => Ours.AsClient(other, Endpoints.Soon)
                );
            },
            victim => Ours.AsClient(victim, Endpoints.Soon)
        );

        ofTheOther!.Message.Should().StartWith("The other side asks what a client of this process asks");
        atClient.Should().BeOfType<AuthenticationException>("the listener could not prove the key");
    }

    private static (Exception? AtListener, Exception? AtClient) Shake(
        Authentication listens,
        Authentication connects
    ) =>
        Endpoints.Run(
            null,
            connection => listens.AsListener(connection, Endpoints.Soon),
            connection => connects.AsClient(connection, Endpoints.Soon)
        );

    private static byte[] Hash(string digest, byte[] message) =>
        digest switch
        {
#pragma warning disable CA5351
            "md5" => HMACMD5.HashData(Endpoints.Key, message),
#pragma warning restore CA5351
            "sha256" => HMACSHA256.HashData(Endpoints.Key, message),
            "sha384" => HMACSHA384.HashData(Endpoints.Key, message),
            "sha3_256" => HMACSHA3_256.HashData(Endpoints.Key, message),
            _ => HMACSHA3_384.HashData(Endpoints.Key, message),
        };
}

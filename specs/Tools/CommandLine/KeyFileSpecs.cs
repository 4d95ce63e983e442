using System.Runtime.Versioning;
using System.Text;
using SharedState;
using SharedState.Serving;
using SharedStateSpecs.Library.Connections;
using SharedStateSpecs.Repository.Conventions;

namespace SharedStateSpecs.Tools.CommandLine;

/// <summary>The file of `sharedstate serve --authkey-file`.</summary>
[UnsupportedOSPlatform("windows")]
[Linux("it has file modes.")]
public sealed class KeyFileSpecs : IDisposable
{
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly TemporaryDirectory directory = new();

    private string File => Path.Combine(directory.Path, "key");

    public void Dispose() => directory.Dispose();

    [Theory]
    [InlineData("secret", "secret")]
    [InlineData("secret\n", "secret")]
    [InlineData("secret\r\n", "secret")]
    [InlineData("secret\n\n", "secret\n")]
    [InlineData(" secret ", " secret ")]
    [InlineData("a\0é", "a\0é")]
    public void The_key_is_the_content_of_the_file_without_one_final_newline(string content, string key) =>
        Encoding.UTF8.GetString(Read(content)).Should().Be(key);

    [Theory]
    [InlineData("")]
    [InlineData("\n")]
    public void A_file_without_a_key_is_refused(string content) =>
        Refusal(content).Should().Be($"--authkey-file {File} is empty. Write a key into it.");

    [Theory]
    [InlineData(UnixFileMode.OtherRead, "604")]
    [InlineData(UnixFileMode.GroupRead, "640")]
    [InlineData(UnixFileMode.GroupRead | UnixFileMode.OtherRead, "644")]
    [InlineData(UnixFileMode.OtherWrite, "602")]
    public void A_file_that_others_can_access_is_refused(UnixFileMode open, string mode) =>
        Refusal("secret", Private | open)
            .Should()
            .Be($"--authkey-file {File} is accessible to other users (mode {mode}). Run: chmod 600 {File}");

    [Fact]
    public void A_file_that_only_its_owner_can_read_is_accepted() =>
        Read("secret", UnixFileMode.UserRead).Should().Equal("secret"u8.ToArray());

    [Fact]
    public void A_file_that_is_too_long_for_a_key_is_refused() =>
        Refusal(new string('x', 100_000))
            .Should()
            .Be($"--authkey-file {File} is too long for a key. The maximum is 65,536 bytes.");

    [Fact]
    public void A_missing_file_is_refused() =>
        FluentActions
            .Invoking(() => KeyFile.Read(File))
            .Should()
            .Throw<BadArgumentsException>()
            .WithMessage($"--authkey-file {File} cannot be read: *");

    [Theory]
    [InlineData("@a name")]
    [InlineData("127.0.0.1:7")]
    public void A_new_key_has_its_own_directory_if_the_address_has_none(string address)
    {
        var file = KeyFile.For(address, "secret"u8.ToArray());

        System.IO.File.ReadAllText(file.Path).Should().Be("secret");
        System.IO.File.GetUnixFileMode(file.Path).Should().Be(Private);
        System
            .IO.File.GetUnixFileMode(Path.GetDirectoryName(file.Path)!)
            .Should()
            .Be(Private | UnixFileMode.UserExecute);

        file.Dispose();
        Directory.Exists(Path.GetDirectoryName(file.Path)).Should().BeFalse();
    }

    [Fact]
    public void A_new_key_replaces_a_file_and_follows_no_link()
    {
        var socket = Path.Combine(directory.Path, "socket");
        System.IO.File.WriteAllText(File, "somebody's");
        System.IO.File.CreateSymbolicLink($"{socket}.authkey", File);

        using var file = KeyFile.For(socket, "secret"u8.ToArray());

        System.IO.File.ReadAllText($"{socket}.authkey").Should().Be("secret");
        System.IO.File.ReadAllText(File).Should().Be("somebody's");
    }

    private byte[] Read(string content, UnixFileMode mode = Private)
    {
        System.IO.File.WriteAllText(File, content);
        System.IO.File.SetUnixFileMode(File, mode);
        return KeyFile.Read(File);
    }

    private string Refusal(string content, UnixFileMode mode = Private) =>
        FluentActions.Invoking(() => Read(content, mode)).Should().Throw<BadArgumentsException>().Which.Message;
}

using System.Runtime.Versioning;
using SharedStateSpecs.Library.Connections;
using SharedStateSpecs.Library.Managers.Servers;
using SharedStateSpecs.Repository.Conventions;

namespace SharedStateSpecs.Tools.CommandLine;

/// <summary>How `sharedstate serve` ends, and what it leaves behind.</summary>
[UnsupportedOSPlatform("windows")]
[Linux("signals end it.")]
public sealed class ServerEndSpecs : IDisposable
{
    private readonly TemporaryDirectory directory = new();

    public void Dispose() => directory.Dispose();

    [Fact, Interruptible]
    public void SIGINT_ends_it_with_success_and_leaves_no_file() => EndsBy("INT");

    [Theory]
    [InlineData("TERM")]
    [InlineData("HUP")]
    public void So_does_another_signal(string signal) => EndsBy(signal);

    [Fact]
    public void A_killed_server_leaves_its_files_and_the_next_one_replaces_them()
    {
        var path = Path.Combine(directory.Path, "socket");
        using (var killed = ServeProcess.Start("--address", path))
            killed.End("KILL").ExitCode.Should().Be(128 + 9);
        Left.Should().BeEquivalentTo(path, $"{path}.authkey");
        var oldKey = File.ReadAllText($"{path}.authkey");

        using var next = ServeProcess.Start("--address", path);

        File.ReadAllText($"{path}.authkey").Should().NotBe(oldKey);
        next.End("TERM").ExitCode.Should().Be(0);
        Left.Should().BeEmpty();
    }

    [Fact]
    public void A_killed_server_without_a_path_leaves_nothing()
    {
        using var served = ServeProcess.Start(environment: new() { ["TMPDIR"] = directory.Path });

        served.End("KILL").ExitCode.Should().Be(128 + 9);

        ServerWithPythonClients.Await(() => Left.Length == 0);
    }

    [Fact]
    public void A_key_from_the_environment_is_not_written_to_a_file()
    {
        using var served = ServeProcess.Start(
            environment: new() { ["TMPDIR"] = directory.Path, ["SHAREDSTATE_AUTHKEY"] = "a key" },
            "--address",
            "127.0.0.1:0"
        );

        using (var client = new WireClient(served.Address))
            client.Ask(client.Create("list"), "__len__").Should().Be(("#RETURN", 0));

        Left.Should().BeEmpty();
        served.End("TERM").Error.Should().BeEmpty();
    }

    private void EndsBy(string signal)
    {
        using var served = ServeProcess.Start(environment: new() { ["TMPDIR"] = directory.Path });
        served.Address.Should().StartWith(directory.Path, "without --address it has a socket of its own");
        File.ReadAllText($"{served.Address}.authkey").Should().NotBeEmpty();

        served.End(signal).ExitCode.Should().Be(0);

        Left.Should().BeEmpty();
    }

    private string[] Left =>
        [
            .. Directory
                .EnumerateFiles(directory.Path, "*", SearchOption.AllDirectories)
                .Where(file => !file.Contains("/dotnet-diagnostic-") && !file.Contains("/clr-debug-pipe-")),
        ];
}

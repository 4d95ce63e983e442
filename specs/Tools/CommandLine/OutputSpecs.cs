using System.Diagnostics;
using System.Runtime.Versioning;
using Multiprocessing.Platform;
using SharedStateSpecs.Library.Connections;
using SharedStateSpecs.Library.Managers.Servers;
using SharedStateSpecs.Repository.Conventions;

namespace SharedStateSpecs.Tools.CommandLine;

/// <summary>An output that cannot be written is a line on standard error, if there is one, and an exit code.</summary>
[UnsupportedOSPlatform("windows")]
[Linux("a shell redirects to /dev/full.")]
public sealed class OutputSpecs : IDisposable
{
    private readonly TemporaryDirectory directory = new();

    private string Socket => Path.Combine(directory.Path, "socket");

    public void Dispose() => directory.Dispose();

    [Theory]
    [InlineData("serve", ">/dev/full")]
    [InlineData("serve", ">&-")]
    [InlineData("serve --help", ">/dev/full")]
    [InlineData("serve --help", ">&-")]
    [InlineData("observe", ">/dev/full")]
    [InlineData("observe", ">&-")]
    [InlineData("observe --only S2.06 --start spawn --json", ">/dev/full")]
    [InlineData("--version", ">/dev/full")]
    public async Task A_full_or_closed_output_is_one_line(string arguments, string redirection)
    {
        using var process = Start(redirection, arguments);

        var command = await Command.End(process);

        command.ExitCode.Should().Be(2);
        command
            .Complaints.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Where(line => !line.Contains("the key is in", StringComparison.Ordinal))
            .Should()
            .ContainSingle()
            .Which.Should()
            .StartWith("sharedstate: failed: ");
        Directory.GetFileSystemEntries(directory.Path).Should().BeEmpty();
    }

    [Theory]
    [InlineData("2>/dev/full")]
    [InlineData("2>&-")]
    public void A_server_without_a_standard_error_serves_on(string redirection)
    {
        using var served = ServeProcess.StartByShell(
            $"exec \"$@\" {redirection}",
            environment: new() { ["SHAREDSTATE_AUTHKEY"] = "a key" },
            "--address",
            Socket,
            "--verbose"
        );

        using (
            var damaged = Multiprocessing.Connections.Listener.Connect(
                Multiprocessing.Connections.Address.Parse(served.Address),
                Endpoints.Soon
            )
        )
        {
            damaged.Send("abcd"u8.ToArray());
            damaged.ReceiveText().Should().StartWith("#CHALLENGE#");
            damaged.Invoking(it => it.ReceiveText()).Should().NotThrow("it is told that the key is wrong");
        }

        using var client = new WireClient(served.Address);
        client.Ask(client.Create("list"), "__len__").Should().Be(("#RETURN", 0));
        served.End("TERM").ExitCode.Should().Be(0);
    }

    [Theory]
    [InlineData("2>/dev/full")]
    [InlineData("2>&-")]
    public async Task A_mistake_without_a_standard_error_is_an_exit_code(string redirection)
    {
        using var process = Start(redirection, "serve --address .");

        (await Command.End(process)).Should().Be(new Command(2, "", ""));
    }

    [Fact]
    public async Task Observing_ends_with_the_reader_of_its_output()
    {
        using var process = Start("| head -1", "observe --only globals --start spawn");
        var watch = Stopwatch.StartNew();

        var command = await Command.End(process);

        command.Output.Should().StartWith("|  | observation | .NET").And.EndWith(" |\n");
        command.Output.Split('\n').Should().HaveCount(2);
        command.Complaints.Should().BeEmpty();
        watch.Elapsed.Should().BeLessThan(Limits.Seconds(60), "it takes minutes otherwise");
        Directory.EnumerateDirectories(directory.Path, $"{TemporaryDirectories.Prefix}*").Should().BeEmpty();
    }

    private Process Start(string redirection, string arguments) =>
        Command.StartByShell(
            redirection.StartsWith('|') ? $"\"$@\" {redirection}" : $"exec \"$@\" {redirection}",
            environment: new() { ["TMPDIR"] = directory.Path, ["PATH"] = Environment.GetEnvironmentVariable("PATH") },
            arguments.Replace("serve", arguments == "serve" ? $"serve --address {Socket}" : "serve").Split(' ')
        );
}

using System.Diagnostics;
using System.Runtime.Versioning;
using Multiprocessing;
using Multiprocessing.Platform;
using Multiprocessing.Testing;
using SharedStateSpecs.Library.Managers.Servers;
using SharedStateSpecs.Repository.Conventions;

namespace SharedStateSpecs.Tools.CommandLine;

/// <summary>What `sharedstate observe` does when a program fails or the user interrupts it.</summary>
[UnsupportedOSPlatform("windows"), Start(StartMethod.Spawn)]
[Linux("a shell script replaces python3.")]
public sealed class FailureSpecs : IDisposable
{
    private readonly DirectoryInfo directory = Directory.CreateTempSubdirectory("failures-");

    public void Dispose() => directory.Delete(recursive: true);

    [Fact]
    public async Task An_observation_of_a_program_that_crashes_does_not_hold()
    {
        var command = await Command.Run(
            "observe",
            "--only",
            "S2.06",
            "--only",
            "S2.14",
            "--start",
            "spawn",
            "--python",
            PythonThat("exit 3")
        );

        command.ExitCode.Should().Be(1);
        command
            .Complaints.Trim()
            .Split('\n')
            .Should()
            .HaveCount(2)
            .And.OnlyContain(line =>
                line.StartsWith("sharedstate: ")
                && line.Contains(": CPython 3.11.0 spawn: ")
                && line.Contains("ended with exit code 3")
            );
        command.Output.Should().Contain("✗ ").And.Contain("; specified: one object: True");
    }

    [Fact]
    public async Task A_killed_run_leaves_neither_a_process_nor_a_directory()
    {
        var temp = directory.CreateSubdirectory("temp").FullName;
        using var process = Command.Start(
            new() { ["TMPDIR"] = temp },
            "observe",
            "--only",
            "arguments",
            "--start",
            "spawn"
        );
        ServerWithPythonClients.Await(() => IsAtWork(temp));

        process.Kill();

        (await Command.End(process)).ExitCode.Should().Be(128 + 9);
        ServerWithPythonClients.Await(() =>
            !IsAtWork(temp) && !Directory.EnumerateDirectories(temp, $"{TemporaryDirectories.Prefix}*").Any()
        );
    }

    [Fact]
    public async Task An_interrupted_run_leaves_nothing_behind()
    {
        var started = Path.Combine(directory.FullName, "started");
        var temp = directory.CreateSubdirectory("temp").FullName;
        using var process = Command.Start(
            new() { ["TMPDIR"] = temp },
            "observe",
            "--only",
            "arguments",
            "--start",
            "spawn",
            "--html",
            Path.Combine(directory.FullName, "page.html"),
            "--python",
            PythonThat($"echo $$ >> {started}; exec sleep 60")
        );
        SpinWait
            .SpinUntil(() => File.Exists(started) && File.ReadAllText(started).EndsWith('\n'), Limits.Seconds(20))
            .Should()
            .BeTrue();

        Process.Start("kill", ["-TERM", $"{process.Id}"]).WaitForExit();

        (await Command.End(process)).ExitCode.Should().Be(130);
        Directory.EnumerateDirectories(temp, $"{TemporaryDirectories.Prefix}*").Should().BeEmpty();
        File.ReadAllLines(started).Should().OnlyContain(id => !Directory.Exists($"/proc/{id}"));
        directory
            .EnumerateFiles()
            .Select(file => file.Name)
            .Should()
            .BeEquivalentTo(["started", "python3"], "half a page is not written");
    }

    // Whether a process of a run works in a directory inside the given one.
    private static bool IsAtWork(string directory)
    {
        using var search = Process.Start(
            "sh",
            ["-c", "grep -qasF -- \"$1\" /proc/[0-9]*/environ", "sh", $"{RunDirectory.Variable}={directory}"]
        );
        search.WaitForExit();
        return search.ExitCode == 0;
    }

    private string PythonThat(string command) => PythonStandIn.In(directory.FullName, command);
}

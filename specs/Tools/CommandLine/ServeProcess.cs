using System.Collections.Concurrent;
using System.Diagnostics;
using SharedStateSpecs.Repository.Conventions;

namespace SharedStateSpecs.Tools.CommandLine;

/// <summary>A running `sharedstate serve`, as a user sees it; it is killed if a spec does not end it.</summary>
internal sealed class ServeProcess : IDisposable
{
    private static readonly TimeSpan Limit = Limits.Seconds(20);

    private readonly Process process;
    private readonly ConcurrentQueue<string> errors = new();

    private ServeProcess(Process process)
    {
        this.process = process;
        process.ErrorDataReceived += (_, line) =>
        {
            if (line.Data is { } text)
                errors.Enqueue(text);
        };
        process.BeginErrorReadLine();
        Address =
            process.StandardOutput.ReadLine()
            ?? throw new InvalidOperationException($"It is not ready: {Ended().Error}");
    }

    /// <summary>The line that it prints when it is ready.</summary>
    public string Address { get; }

    public int ProcessId => process.Id;

    /// <summary>What it has written to standard error.</summary>
    public IReadOnlyCollection<string> Errors => errors;

    public static ServeProcess Start(params string[] arguments) => Start(environment: [], arguments);

    public static ServeProcess Start(Dictionary<string, string?> environment, params string[] arguments) =>
        new(Command.Start(WithoutDiagnostics(environment), ["serve", .. arguments]));

    /// <summary>Starts it from a line of the shell, in which <c>"$@"</c> is the command.</summary>
    public static ServeProcess StartByShell(
        string line,
        Dictionary<string, string?> environment,
        params string[] arguments
    ) => new(Command.StartByShell(line, WithoutDiagnostics(environment), ["serve", .. arguments]));

    /// <summary>Runs a Python program with arguments to its end, and returns the lines that it prints.</summary>
    public static string[] Python(string program, params string[] arguments)
    {
        using var python = Process.Start(
            new ProcessStartInfo("python3", ["-S", "-c", program, .. arguments])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            }
        )!;
        var output = python.StandardOutput.ReadToEndAsync();
        python.StandardError.ReadToEnd().Should().BeEmpty();
        return output.GetAwaiter().GetResult().Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    /// <summary>Sends a signal and waits for the end.</summary>
    public Command End(string signal)
    {
        Process.Start("kill", [$"-{signal}", $"{process.Id}"]).WaitForExit();
        return Ended();
    }

    /// <summary>Waits for the end.</summary>
    public Command Ended()
    {
        process.WaitForExit(Limit).Should().BeTrue("it was told to end");
        process.WaitForExit();
        return new(process.ExitCode, process.StandardOutput.ReadToEnd(), string.Join('\n', errors));
    }

    // If it is killed, the files of their sockets would outlive it.
    private static Dictionary<string, string?> WithoutDiagnostics(Dictionary<string, string?> environment) =>
        new(environment) { ["DOTNET_EnableDiagnostics"] = "0" };

    public void Dispose()
    {
        process.Kill();
        process.WaitForExit();
        process.Dispose();
    }
}

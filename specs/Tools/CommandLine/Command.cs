using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;

namespace SharedStateSpecs.Tools.CommandLine;

/// <summary>The built command, run as a user runs it: arguments in; exit code, output and errors out.</summary>
internal sealed partial record Command(int ExitCode, string Output, string Error)
{
    /// <summary>Standard error without the lines that say how far the runs are.</summary>
    public string Complaints => Progress().Replace(Error, "");

    private static readonly string DotNet = Path.GetFullPath(
        Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "../../..", "dotnet")
    );
    private static readonly string Program = Path.Combine(AppContext.BaseDirectory, "SharedState.dll");

    public static Task<Command> Run(params string[] arguments) => Run(environment: [], arguments);

    public static async Task<Command> RunIn(string directory, params string[] arguments)
    {
        using var process = Start(environment: [], arguments, directory);
        return await End(process);
    }

    public static async Task<Command> Run(Dictionary<string, string?> environment, params string[] arguments)
    {
        using var process = Start(environment, arguments);
        return await End(process);
    }

    public static Process Start(Dictionary<string, string?> environment, params string[] arguments) =>
        Start(environment, arguments, directory: "");

    /// <summary>
    /// Starts it from a line of the shell, in which <c>"$@"</c> is the command: <c>ulimit -n 64; exec "$@"</c>.
    /// </summary>
    public static Process StartByShell(
        string line,
        Dictionary<string, string?> environment,
        params string[] arguments
    ) => Start(environment, "sh", ["-c", line, "sh", DotNet, "exec", Program, .. arguments], directory: "");

    private static Process Start(Dictionary<string, string?> environment, string[] arguments, string directory) =>
        Start(environment, DotNet, ["exec", Program, .. arguments], directory);

    private static Process Start(
        Dictionary<string, string?> environment,
        string program,
        string[] arguments,
        string directory
    )
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = directory,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = System.Text.Encoding.UTF8,
        };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        return Process.Start(start)!;
    }

    public static async Task<Command> End(Process process)
    {
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return new(process.ExitCode, await output, await error);
    }

    [GeneratedRegex(@"^sharedstate: \d+ of \d+ runs.*\n", RegexOptions.Multiline)]
    private static partial Regex Progress();
}

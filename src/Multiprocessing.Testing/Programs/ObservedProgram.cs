using Multiprocessing.Platform;
using Multiprocessing.Testing.Programs;

namespace Multiprocessing.Testing;

/// <summary>
/// A program of several processes that can be run under each start method, to observe what its processes share.
/// </summary>
public abstract class ObservedProgram
{
    private protected ObservedProgram(string name) => Name = name;

    /// <summary>The program's name in failure messages.</summary>
    public string Name { get; }

    /// <summary>Runs the program and waits until every process that it started has ended.</summary>
    /// <exception cref="ProgramFailedException">
    /// The program failed, exceeded its time limit, or left a process running.
    /// </exception>
    /// <exception cref="OperationCanceledException">The run was cancelled.</exception>
    /// <exception cref="FormatException">Standard output has a line that is not an observation.</exception>
    public ProgramRun Run(StartMethod startMethod, ProgramRunOptions? options = null)
    {
        options ??= new();
        using var directory = new RunDirectory();
        using var server = options.Server?.StartBeside(directory.Location);
        using var main = Start(startMethod, directory.Location);
        var output = new Capture(main.Output);
        var error = new Capture(main.Error);

        using var cancelled = options.Cancellation.Register(() => Kill(main, directory));
        var limit = TimeoutMultiplier.Scale(options.TimeLimit);
        var end = Deadline.After(limit);
        if (!(output.WaitUntil(end) && error.WaitUntil(end) && main.WaitUntil(end)))
        {
            var message = NotEnded(startMethod, limit, main, directory.Location);
            Kill(main, directory);
            throw new ProgramFailedException(message + Report(output, error)) { ExceededTimeLimit = limit };
        }

        options.Cancellation.ThrowIfCancellationRequested();
        if (main.ExitCode != 0 && !options.AllowFailure)
        {
            throw new ProgramFailedException(
                $"{Name} ended with exit code {main.ExitCode} under {startMethod}. See standard error below. "
                    + $"If failure is expected, set {nameof(ProgramRunOptions)}."
                    + $"{nameof(ProgramRunOptions.AllowFailure)}."
                    + Report(output, error),
                main.Failure
            );
        }

        return new(Transcript.Parse(output.Text), main.ExitCode, error.Text);
    }

    private protected abstract MainProcess Start(StartMethod startMethod, string directory);

    private ServerBeside StartBeside(string directory) => new(Name, Start(StartMethod.Spawn, directory), directory);

    private static void Kill(MainProcess main, RunDirectory directory)
    {
        main.Kill();
        LeftOver.Kill(directory.Location);
    }

    private string NotEnded(StartMethod startMethod, TimeSpan limit, MainProcess main, string directory)
    {
        var running = LeftOver.Describe(directory);
        return main.HasEnded
            ? $"{Name} ended under {startMethod}, but a process that it started still ran {limit.TotalSeconds} s after "
                + $"the program's start; it was killed. Join or dispose each child.{running}"
            : $"{Name} did not end within {limit.TotalSeconds} s under {startMethod}; it was killed. See below how far "
                + $"it came, or set a longer {nameof(ProgramRunOptions)}.{nameof(ProgramRunOptions.TimeLimit)}."
                + running;
    }

    private static string Report(Capture output, Capture error) =>
        $"""


            Standard output:
            {output.Text}
            Standard error:
            {error.Text}
            """;
}

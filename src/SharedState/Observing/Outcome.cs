using System.Globalization;
using Multiprocessing.Testing;
using Observations;

namespace SharedState.Observing;

/// <summary>The outcome of a program: its transcript, or one line that says how it failed.</summary>
/// <param name="Transcript">What its processes printed; null if it failed.</param>
/// <param name="Failure">How it failed; null if it did not.</param>
/// <param name="TimedOut">Whether it failed only by not ending in time, which says nothing about a claim.</param>
internal sealed record Outcome(Transcript? Transcript, string? Failure, bool TimedOut = false)
{
    public static Outcome Of(Experiment experiment, MatrixColumn column)
    {
        try
        {
            return new(column.Runner.Run(experiment, column.Configuration).Transcript, null);
        }
        catch (ProgramFailedException failure) when (failure.ExceededTimeLimit is { } limit)
        {
            return new(
                null,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"timed out after {limit.TotalSeconds} s. Allow more with {ObserveCommand.TimeLimitName}."
                ),
                TimedOut: true
            );
        }
#pragma warning disable CA1031 // A program that cannot be run does not stop the others.
        catch (Exception failure) when (failure is not OperationCanceledException)
#pragma warning restore CA1031
        {
            return new(null, failure.Message.ReplaceLineEndings("\n").Split('\n')[0]);
        }
    }
}

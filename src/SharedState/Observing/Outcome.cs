using Multiprocessing.Testing;
using Observations;

namespace SharedState.Observing;

/// <summary>The outcome of a program: its transcript, or one line that says how it failed.</summary>
internal sealed record Outcome(Transcript? Transcript, string? Failure)
{
    public static Outcome Of(Experiment experiment, MatrixColumn column)
    {
        try
        {
            return new(column.Runner.Run(experiment, column.Configuration).Transcript, null);
        }
#pragma warning disable CA1031 // A program that cannot be run does not stop the others.
        catch (Exception failure) when (failure is not OperationCanceledException)
#pragma warning restore CA1031
        {
            return new(null, failure.Message.ReplaceLineEndings("\n").Split('\n')[0]);
        }
    }
}

using Multiprocessing.Platform;

namespace Multiprocessing.Testing.Programs;

/// <summary>
/// A separate program, on any runtime, that serves a run. It opens one gate of the run when main can start, and ends
/// when another gate is open. Its output is not part of the transcript.
/// </summary>
internal sealed class ServerBeside : IDisposable
{
    /// <summary>The gate that the server opens when it is ready.</summary>
    public const string Ready = "the server is ready";

    /// <summary>The gate that ends it: opened when the run is over, or by the program itself.</summary>
    public const string End = "the server ends";

    private readonly MainProcess process;
    private readonly string directory;

    /// <exception cref="ProgramFailedException">It did not become ready.</exception>
    public ServerBeside(string name, MainProcess process, string directory)
    {
        (this.process, this.directory) = (process, directory);
        var error = new Capture(process.Error);
        _ = new Capture(process.Output);
        try
        {
            Poll.Until(
                () => File.Exists(Gate.FileIn(directory, Ready)) || process.HasEnded,
                () => $"did not open the gate '{Ready}' within {Poll.Limit.TotalSeconds} s."
            );
            if (process.HasEnded)
                throw new TimeoutException("ended before it was ready.");
        }
        catch (TimeoutException failure)
        {
            var hasEnded = process.HasEnded;
            Stop();
            error.WaitUntil(Deadline.After(Poll.Limit));
            process.Dispose();
            throw new ProgramFailedException(
                $"{name}, which serves the run, {failure.Message} See its standard error below.\n\n{error.Text}",
                failure
            )
            {
                ExceededTimeLimit = hasEnded ? null : Poll.Limit,
            };
        }
    }

    public void Dispose()
    {
        Stop();
        process.Dispose();
    }

    private void Stop()
    {
        File.WriteAllBytes(Gate.FileIn(directory, End), []);
        if (!process.WaitUntil(Deadline.After(Poll.Limit)))
            process.Kill();
    }
}

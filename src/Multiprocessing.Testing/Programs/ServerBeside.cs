namespace Multiprocessing.Testing.Programs;

/// <summary>
/// A program of its own that stands beside a run and serves it, whatever its runtime. It opens one gate of the run when
/// main may start, and ends when another is open.
/// What it prints is not part of the transcript.
/// </summary>
internal sealed class ServerBeside : IDisposable
{
    /// <summary>The gate that the server opens when it can be used.</summary>
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
                () => "it did not open its gate."
            );
            if (process.HasEnded)
                throw new TimeoutException("it ended.");
        }
        catch (TimeoutException failure)
        {
            Stop();
            error.WaitUntil(DateTime.UtcNow + Poll.Limit);
            process.Dispose();
            throw new ProgramFailedException(
                $"{name} was to serve the run, but {failure.Message} Mend what its standard error tells.\n\n{error.Text}",
                failure
            );
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
        if (!process.WaitUntil(DateTime.UtcNow + Poll.Limit))
            process.Kill();
    }
}

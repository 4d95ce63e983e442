namespace Multiprocessing.Testing;

/// <summary>
/// The private directory of one run: its gates and meetings, and the Python twin of this library. Removed with the run.
/// </summary>
internal sealed class RunDirectory : IDisposable
{
    /// <summary>The environment variable that tells each process of a run where its directory is.</summary>
    public const string Variable = "MULTIPROCESSING_TESTING_RUN";

    /// <exception cref="IOException">There is no place for one.</exception>
    public RunDirectory() => Location = TemporaryDirectories.Create();

    public string Location { get; }

    public static string FileOfThisRun(string name)
    {
        if (name.AsSpan().IndexOfAny('/', '\\') >= 0)
        {
            throw new ArgumentException(
                $"A name becomes part of a file's: it has no slash, as '{name}' has.",
                nameof(name)
            );
        }

        var location =
            Environment.GetEnvironmentVariable(Variable)
            ?? throw new InvalidOperationException(
                $"This process belongs to no run: {Variable} is not set. Start the program by {nameof(DotNetProgram)} or {nameof(PythonProgram)}."
            );
        return Path.Combine(location, name);
    }

    public void Dispose() => Directory.Delete(Location, recursive: true);
}

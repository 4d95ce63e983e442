using Multiprocessing.Platform;

namespace Multiprocessing.Testing;

/// <summary>
/// The private directory of one run: its gates and meetings, and the Python side of this library. Removed with the run.
/// </summary>
internal sealed class RunDirectory : IDisposable
{
    /// <summary>The environment variable that holds the directory in each process of a run.</summary>
    public const string Variable = "MULTIPROCESSING_TESTING_RUN";

    /// <exception cref="IOException">The directory cannot be created.</exception>
    public RunDirectory() => Location = TemporaryDirectories.Create();

    public string Location { get; }

    public static string FileOfThisRun(string name)
    {
        if (name.AsSpan().IndexOfAny('/', '\\') >= 0)
        {
            throw new ArgumentException(
                $"The name '{name}' becomes a part of a file name. Use a name without a slash.",
                nameof(name)
            );
        }

        var location =
            Environment.GetEnvironmentVariable(Variable)
            ?? throw new InvalidOperationException(
                $"This process does not belong to a run: {Variable} is not set. "
                    + $"Start the program by {nameof(DotNetProgram)} or {nameof(PythonProgram)}."
            );
        return Path.Combine(location, name);
    }

    public void Dispose() => TemporaryDirectories.Delete(Location);
}

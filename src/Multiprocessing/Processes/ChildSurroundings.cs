using Multiprocessing.Platform;
using Multiprocessing.Workers;

namespace Multiprocessing.Processes;

/// <summary>What a child has from its start: environment variables, a working directory, standard input.</summary>
internal static class ChildSurroundings
{
    /// <summary>Refuses what no child can be given, before one is started.</summary>
    /// <exception cref="ArgumentException">A variable has an impossible name or value.</exception>
    /// <exception cref="DirectoryNotFoundException">There is no such directory.</exception>
    /// <exception cref="NotSupportedException">No thread may read what it writes.</exception>
    public static void Check(ChildProcessOptions options)
    {
        var variables = options.EnvironmentVariables;
        ArgumentNullException.ThrowIfNull(variables, nameof(ChildProcessOptions.EnvironmentVariables));
        foreach (var (name, value) in variables)
            Check(name, value);
        ChildOutput.Check(options);
        if (options.WorkingDirectory is { } directory && !Directory.Exists(directory))
        {
            throw new DirectoryNotFoundException(
                $"The working directory of a child does not exist, or is not a directory: \"{directory}\"."
            );
        }
    }

    /// <summary>In a forked child, before any code of the application: changes them, and then works.</summary>
    public static int Run(ChildProcessOptions options, Worker worker, Func<Worker, int> work)
    {
        try
        {
            if (!options.InheritStandardInput)
                StandardInput.Detach();
            foreach (var (name, value) in options.EnvironmentVariables)
                Environment.SetEnvironmentVariable(name, value);
            if (options.WorkingDirectory is { } directory)
                Environment.CurrentDirectory = directory;
        }
        catch (Exception failure)
        {
            return worker.Refuse(failure);
        }

        return work(worker);
    }

    private static void Check(string name, string? value)
    {
        if (name.Length == 0 || name.Contains('=', StringComparison.Ordinal) || HasNull(name))
        {
            throw new ArgumentException(
                $"\"{name}\" cannot name an environment variable: a name is not empty, and has no '=' and no null "
                    + "character."
            );
        }

        if (value is not null && HasNull(value))
        {
            throw new ArgumentException($"The value of the environment variable {name} has a null character.");
        }
    }

    private static bool HasNull(string text) => text.Contains('\0', StringComparison.Ordinal);
}

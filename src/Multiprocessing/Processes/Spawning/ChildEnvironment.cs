using System.Collections;
using System.Diagnostics;

namespace Multiprocessing.Processes.Spawning;

/// <summary>The environment variables of a spawned child.</summary>
internal static class ChildEnvironment
{
    /// <summary>
    /// In an application's own executable, says that it is a child, and over which descriptors it is told what to do.
    /// </summary>
    public const string Channel = "MULTIPROCESSING_CHANNEL";

    private const string Diagnostics = "DOTNET_EnableDiagnostics",
        LargeObject = "DOTNET_GCLOHThreshold";

    /// <summary>Proves to the parent that the process that connects is its child. Windows only.</summary>
    public const string Key = "MULTIPROCESSING_KEY";

    /// <summary>What a runtime runs before <c>Main</c>.</summary>
    public const string StartupHooks = "DOTNET_STARTUP_HOOKS";

    /// <summary>This process' variables, with the changes that were asked for.</summary>
    public static Dictionary<string, string> Of(ChildProcessOptions options)
    {
        var all = new Dictionary<string, string>(
            OperatingSystem.IsWindows() ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal
        );
        foreach (DictionaryEntry variable in System.Environment.GetEnvironmentVariables())
            all[(string)variable.Key] = (string)variable.Value!;
        Change(all, options.Environment);
        return all;
    }

    /// <summary>What to change so that the runtime suits a child. A variable that is set stays as it is.</summary>
    /// <param name="environment">The child's variables.</param>
    /// <param name="isWorker">Whether it runs task after task. Each brings arguments that die with it; as large objects
    /// they would have the whole heap collected
    /// every few tasks. So only what is over 32 MB counts as large: that makes tasks with 1 MiB each three times as
    /// fast, and takes some 10 MB more of memory.</param>
    /// <remarks>
    /// Diagnostics are off, since a child that is killed would leave the files of their sockets behind; but a program
    /// that is being debugged has children that can be.
    /// </remarks>
    public static List<KeyValuePair<string, string?>> RuntimeSettings(
        Dictionary<string, string> environment,
        bool isWorker
    )
    {
        var changes = new List<KeyValuePair<string, string?>>();
        if (!Debugger.IsAttached && !environment.ContainsKey(Diagnostics))
            changes.Add(new(Diagnostics, "0"));
        if (isWorker && !environment.ContainsKey(LargeObject))
            changes.Add(new(LargeObject, "0x2000000"));
        return changes;
    }

    /// <summary>Sets variables, and removes those whose value is null.</summary>
    public static void Change(
        Dictionary<string, string> environment,
        IEnumerable<KeyValuePair<string, string?>> changes
    )
    {
        foreach (var (name, value) in changes)
        {
            if (value is null)
                environment.Remove(name);
            else
                environment[name] = value;
        }
    }
}

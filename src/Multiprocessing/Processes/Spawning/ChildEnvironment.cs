using System.Collections;
using System.Diagnostics;

namespace Multiprocessing.Processes.Spawning;

/// <summary>The environment variables of a spawned child.</summary>
internal static class ChildEnvironment
{
    /// <summary>
    /// In an application's own executable: says that it is a child, and names the descriptors of its parent.
    /// </summary>
    public const string Channel = "MULTIPROCESSING_CHANNEL";

    private const string Diagnostics = "DOTNET_EnableDiagnostics",
        LargeObject = "DOTNET_GCLOHThreshold";

    /// <summary>Proves to the parent that a process that connects is its child. Windows only.</summary>
    public const string Key = "MULTIPROCESSING_KEY";

    /// <summary>Lists the assemblies that a runtime runs before <c>Main</c>.</summary>
    public const string StartupHooks = "DOTNET_STARTUP_HOOKS";

    /// <summary>This process's variables, with the changes of <paramref name="options"/>.</summary>
    public static Dictionary<string, string> Of(ChildProcessOptions options)
    {
        var all = new Dictionary<string, string>(
            OperatingSystem.IsWindows() ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal
        );
        foreach (DictionaryEntry variable in System.Environment.GetEnvironmentVariables())
            all[(string)variable.Key] = (string)variable.Value!;
        Change(all, options.EnvironmentVariables);
        return all;
    }

    /// <summary>The changes that tune the runtime for a child. A variable that is set already is kept.</summary>
    /// <param name="environment">The child's variables.</param>
    /// <param name="isWorker">Whether it runs task after task. Each task's arguments are garbage after it; as large
    /// objects they would cause a full collection every few tasks. So only objects over 32 MB count as large: tasks
    /// with 1 MiB each run three times as fast, for some 10 MB more memory.</param>
    /// <remarks>
    /// Diagnostics are off, since a killed child would leave the files of their sockets behind; they stay on when this
    /// program is being debugged, so that its children can be debugged too.
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

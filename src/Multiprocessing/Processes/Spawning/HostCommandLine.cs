namespace Multiprocessing.Processes.Spawning;

/// <summary>
/// How to start this library again, with the runtime and the assemblies that the running program has.
/// </summary>
/// <param name="Path">The program to execute.</param>
/// <param name="Arguments">Its arguments, before those that the library adds.</param>
/// <param name="IsApplication">Whether it is the application itself, which comes to the library by a startup
/// hook.</param>
internal sealed record HostCommandLine(string Path, IReadOnlyList<string> Arguments, bool IsApplication)
{
    private static readonly Lazy<HostCommandLine> Found = new(Find, LazyThreadSafetyMode.PublicationOnly);

    /// <summary>The host of this process.</summary>
    /// <exception cref="ProcessStartException">The program was started in a way that leaves no host to be
    /// found.</exception>
    public static HostCommandLine Current => Found.Value;

    // A program that brings its own runtime has no `dotnet` beside it, and one in a single file no library: its own
    // executable is started again, and never reaches Main.
    private static HostCommandLine Find() =>
        FindMuxer() is { } muxer ? new(muxer, [.. Execute()], IsApplication: false)
        : Environment.ProcessPath is { } application ? new(application, [], IsApplication: true)
        : throw new ProcessStartException("Cannot spawn a process: this program's own executable is not known.");

    private static string? FindMuxer()
    {
        var name = OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet";
        if (
            Environment.ProcessPath is { } running
            && string.Equals(System.IO.Path.GetFileName(running), name, StringComparison.OrdinalIgnoreCase)
        )
        {
            return running;
        }

        // <root>/shared/Microsoft.NETCore.App/<version>/System.Private.CoreLib.dll
#pragma warning disable IL3000 // In a single file the location is empty, and this finds nothing.
        var (core, library) = (typeof(object).Assembly.Location, typeof(HostCommandLine).Assembly.Location);
#pragma warning restore IL3000
        if (core.Length == 0 || library.Length == 0)
            return null;

        var root = System.IO.Path.Combine(System.IO.Path.GetDirectoryName(core)!, "..", "..", "..");
        var muxer = System.IO.Path.GetFullPath(System.IO.Path.Combine(root, name));
        return File.Exists(muxer) ? muxer : null;
    }

    // The package brings some systems a library of their own, in a folder of its own, which the runtime takes anyhow. A
    // child starts beside the application all the
    // same: where it starts is its AppContext.BaseDirectory.
    private static string Library()
    {
        var loaded = typeof(HostCommandLine).Assembly.Location;
        var beside = System.IO.Path.Combine(AppContext.BaseDirectory, System.IO.Path.GetFileName(loaded));
        return File.Exists(beside) ? beside : loaded;
    }

    /// <summary>The deps file that the runtime was started with; null where it had none.</summary>
    public static string? DependenciesFile => (AppContext.GetData("APP_CONTEXT_DEPS_FILES") as string)?.Split(';')[0];

    /// <summary>
    /// The module of this program as it was started by its <c>Main</c>; null where that is a host's, such as a test
    /// host's.
    /// </summary>
    public static Type? FindModule()
    {
        if (System.Reflection.Assembly.GetEntryAssembly() is not { EntryPoint.DeclaringType: { } type } entry)
            return null;

        var dependencies = DependenciesFile;
        var isProgram =
            string.IsNullOrEmpty(dependencies)
            || string.Equals(
                System.IO.Path.GetFileName(dependencies),
                entry.GetName().Name + ".deps.json",
                StringComparison.Ordinal
            );
        return isProgram ? type : null;
    }

    // A test host is not the program: the deps file that the runtime was started with names it, as RemoteExecutor finds
    // it.
    private static IEnumerable<string> Execute()
    {
        yield return "exec";
        var dependencies = DependenciesFile;
        if (string.IsNullOrEmpty(dependencies))
        {
            dependencies = System.IO.Path.Combine(
                AppContext.BaseDirectory,
                System.Reflection.Assembly.GetEntryAssembly()?.GetName().Name + ".deps.json"
            );
        }

        const string suffix = ".deps.json";
        var runtime = string.Concat(dependencies.AsSpan(0, dependencies.Length - suffix.Length), ".runtimeconfig.json");
        if (File.Exists(runtime))
        {
            yield return "--runtimeconfig";
            yield return runtime;
        }

        if (File.Exists(dependencies))
        {
            yield return "--depsfile";
            yield return dependencies;
        }

        yield return Library();
    }
}

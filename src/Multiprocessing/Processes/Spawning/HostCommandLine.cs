namespace Multiprocessing.Processes.Spawning;

/// <summary>
/// How to start this library as a program, with the runtime and the assemblies of the running program.
/// </summary>
/// <param name="Executable">The program to execute.</param>
/// <param name="Arguments">Its arguments, before those that the library adds.</param>
/// <param name="IsApplication">Whether it is the application itself, in which a startup hook runs the library.</param>
internal sealed record HostCommandLine(string Executable, IReadOnlyList<string> Arguments, bool IsApplication)
{
    private const string DepsSuffix = ".deps.json";
    private const string HooksSwitch = "System.StartupHookProvider.IsSupported";

    private static readonly Lazy<HostCommandLine> Found = new(Find, LazyThreadSafetyMode.PublicationOnly);

    /// <summary>The host of this process.</summary>
    /// <exception cref="ProcessStartException">The host cannot be found, or its children would run Main.</exception>
    public static HostCommandLine Current => Found.Value;

    private static HostCommandLine Find() =>
        FindMuxer() is { } muxer
            ? new(muxer, [.. ExecArguments()], IsApplication: false)
            : OfApplication(Environment.ProcessPath);

    /// <summary>
    /// A self-contained program has no <c>dotnet</c>, and a single-file one no library file: its own executable is
    /// started again, and a startup hook keeps it from reaching <c>Main</c>. Where there are no startup hooks, each
    /// child would run <c>Main</c> and start children of its own, without end.
    /// </summary>
    /// <exception cref="ProcessStartException">The executable is not known, or it runs no startup hooks.</exception>
    internal static HostCommandLine OfApplication(string? executable)
    {
        if (executable is null)
        {
            throw new ProcessStartException(
                "Cannot spawn a process: the path of this program's executable is not known."
            );
        }

        if (Environment.GetEnvironmentVariable(ChildEnvironment.Channel) is not null)
            EndStrayChild(executable);
        if (AppContext.TryGetSwitch(HooksSwitch, out var isSupported) && !isSupported)
        {
            throw new ProcessStartException(
                $"Cannot spawn a process: {HooksSwitch} is false, because {executable} was published trimmed or with "
                    + "StartupHookSupport=false, and without startup hooks its children would run its Main again."
            );
        }

        return new(executable, [], IsApplication: true);
    }

    // The hook removes the variable before anything else runs. Here it is still set, so the hook did not run.
    private static void EndStrayChild(string executable)
    {
        Console.Error.WriteLine(
            $"{executable} was started as a child process ({ChildEnvironment.Channel} is set) but runs its Main, and "
                + "now starts a process itself: it ends here, so that it does not start processes without end."
        );
        ChildEnd.Now(1);
    }

    private static string? FindMuxer()
    {
        var name = OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet";
        if (
            Environment.ProcessPath is { } running
            && string.Equals(Path.GetFileName(running), name, StringComparison.OrdinalIgnoreCase)
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

        var root = Path.Combine(Path.GetDirectoryName(core)!, "..", "..", "..");
        var muxer = Path.GetFullPath(Path.Combine(root, name));
        return File.Exists(muxer) ? muxer : null;
    }

    // The package can hold a library for one system in a folder of its own, which the runtime prefers anyway. A child
    // still starts beside the application: the directory of its start is its AppContext.BaseDirectory.
    private static string Library()
    {
        var loaded = typeof(HostCommandLine).Assembly.Location;
        var beside = Path.Combine(AppContext.BaseDirectory, Path.GetFileName(loaded));
        return File.Exists(beside) ? beside : loaded;
    }

    /// <summary>The deps file that the runtime was started with; null for none.</summary>
    public static string? DependenciesFile => FirstFile(AppContext.GetData("APP_CONTEXT_DEPS_FILES") as string);

    /// <summary>
    /// The first of several deps files, which the host separates by semicolons. A path can contain some, too.
    /// </summary>
    internal static string? FirstFile(string? files)
    {
        if (files is null)
            return null;

        for (var end = files.IndexOf(';'); end >= 0; end = files.IndexOf(';', end + 1))
        {
            if (end == 0 || files.AsSpan(0, end).EndsWith(DepsSuffix, StringComparison.Ordinal))
                return files[..end];
        }

        return files;
    }

    /// <summary>
    /// The module of this program, which declares its <c>Main</c>; null where a host, such as a test host, was started.
    /// </summary>
    public static Type? FindModule()
    {
        if (System.Reflection.Assembly.GetEntryAssembly() is not { EntryPoint.DeclaringType: { } type } entry)
            return null;

        var dependencies = DependenciesFile;
        var isProgram =
            string.IsNullOrEmpty(dependencies)
            || string.Equals(
                Path.GetFileName(dependencies),
                entry.GetName().Name + ".deps.json",
                StringComparison.Ordinal
            );
        return isProgram ? type : null;
    }

    // A test host is not the program; the deps file that the runtime was started with names the program. RemoteExecutor
    // of dotnet/arcade finds it likewise.
    private static IEnumerable<string> ExecArguments()
    {
        yield return "exec";
        var dependencies = DependenciesFile;
        if (string.IsNullOrEmpty(dependencies))
        {
            dependencies = Path.Combine(
                AppContext.BaseDirectory,
                System.Reflection.Assembly.GetEntryAssembly()?.GetName().Name + ".deps.json"
            );
        }

        var runtime = string.Concat(
            dependencies.AsSpan(0, dependencies.Length - DepsSuffix.Length),
            ".runtimeconfig.json"
        );
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

using System.Runtime.CompilerServices;
using Multiprocessing.Workers;

namespace Multiprocessing;

/// <summary>Which start methods this machine supports, and why it does not support the others.</summary>
public static class StartMethods
{
    /// <summary>
    /// The default start method: <see cref="StartMethod.Spawn"/>, which works in every program.
    /// </summary>
    public static StartMethod Default => StartMethod.Spawn;

    /// <summary>
    /// The start methods that this machine supports. CPython: <c>multiprocessing.get_all_start_methods()</c>.
    /// </summary>
    public static IReadOnlyList<StartMethod> Supported { get; } =
    [.. Enum.GetValues<StartMethod>().Where(method => UnsupportedReason(method) is null)];

    /// <summary>Why this machine does not support a start method, as one sentence; null if it does.</summary>
    public static string? UnsupportedReason(StartMethod startMethod) =>
        startMethod switch
        {
            StartMethod.Spawn or StartMethod.Fork when IsCompiledAheadOfTime =>
                "This program was compiled ahead of time (NativeAOT): a child process needs a runtime that loads the "
                    + "function to run by its name.",
            StartMethod.Spawn => null,
            StartMethod.Fork when OperatingSystem.IsLinux() => null,
            StartMethod.Fork => "fork needs Linux: on no other system can a forked child continue to run .NET code.",
            _ => throw new ArgumentOutOfRangeException(nameof(startMethod), startMethod, "Not a start method."),
        };

    /// <summary>Refuses to start a child where the start method cannot be used, at all or yet.</summary>
    /// <exception cref="PlatformNotSupportedException">This machine does not support the start method.</exception>
    /// <exception cref="InvalidOperationException">This child still runs its module.</exception>
    internal static void ThrowIfUnusable(StartMethod startMethod)
    {
        if (UnsupportedReason(startMethod) is { } reason)
            throw new PlatformNotSupportedException(reason);
        if (startMethod == StartMethod.Spawn)
            ProgramModule.ThrowIfBeingRun();
    }

    // The host of a runtime always lists its assemblies, even in a single file.
    private static bool IsCompiledAheadOfTime =>
        !RuntimeFeature.IsDynamicCodeSupported && AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES") is null;
}

using System.Runtime.CompilerServices;
using Multiprocessing.Platform;
using Multiprocessing.Processes.ForkServing;
using Multiprocessing.Workers;

namespace Multiprocessing;

/// <summary>Which start methods this machine supports, and why it does not support the others.</summary>
public static class StartMethods
{
    /// <summary>
    /// The default start method: <see cref="StartMethod.Spawn"/>, which works in every program.
    /// </summary>
    public static StartMethod Default => StartMethod.Spawn;

    private static readonly Lazy<bool> CanOpenProcesses = new(
        static () =>
        {
            var self = Libc.OpenProcess(Libc.GetProcessId());
            return self >= 0 && Libc.Close(self) == 0;
        },
        LazyThreadSafetyMode.PublicationOnly
    );

    /// <summary>
    /// The start methods that this machine supports. CPython: <c>multiprocessing.get_all_start_methods()</c>.
    /// </summary>
    public static IReadOnlyList<StartMethod> Supported { get; } =
    [.. Enum.GetValues<StartMethod>().Where(method => UnsupportedReason(method) is null)];

    /// <summary>Why this machine does not support a start method, as one sentence; null if it does.</summary>
    public static string? UnsupportedReason(StartMethod startMethod) =>
        startMethod switch
        {
            StartMethod.Spawn or StartMethod.Fork or StartMethod.ForkServer when IsCompiledAheadOfTime =>
                "This program was compiled ahead of time (NativeAOT): a child process needs a runtime that loads the "
                    + "function to run by its name.",
            StartMethod.Spawn => null,
            StartMethod.Fork when OperatingSystem.IsLinux() => null,
            StartMethod.Fork => "fork needs Linux: on no other system can a forked child continue to run .NET code.",
            StartMethod.ForkServer when !OperatingSystem.IsLinux() =>
                "forkserver needs Linux: on no other system can a forked child continue to run .NET code.",
            StartMethod.ForkServer => HasProcessDescriptors
                ? null
                : "forkserver needs Linux 5.3 or newer: it holds each child by a descriptor (pidfd_open).",
            _ => throw new ArgumentOutOfRangeException(nameof(startMethod), startMethod, "Not a start method."),
        };

    /// <summary>
    /// Has the fork server run a function before it forks its first child. What the function stores in statics, such as
    /// a large table that is only read, is then shared by all children. Several functions run in the order of the
    /// calls. CPython: <c>multiprocessing.set_forkserver_preload()</c>.
    /// </summary>
    /// <remarks>
    /// The function runs once in each server: again in one that replaces a server that was killed. It must leave no
    /// thread, task, timer or socket in use, since a process that has one cannot fork.
    /// </remarks>
    /// <param name="function">A static method, or a lambda that captures nothing. What it throws is thrown by the first
    /// start, in a <see cref="ProcessStartException"/>.</param>
    /// <exception cref="CapturedVariablesException">The function captured variables.</exception>
    /// <exception cref="ArgumentException">The function is asynchronous: it would return before it is
    /// done.</exception>
    /// <exception cref="PlatformNotSupportedException">This machine does not support
    /// <see cref="StartMethod.ForkServer"/>.</exception>
    /// <exception cref="InvalidOperationException">This process has started its fork server.</exception>
    public static void Preload(Action function)
    {
        if (UnsupportedReason(StartMethod.ForkServer) is { } reason)
            throw new PlatformNotSupportedException(reason);

        ServerPreload.Add(function);
    }

    /// <summary>Refuses to start a child where the start method cannot be used, at all or yet.</summary>
    /// <exception cref="PlatformNotSupportedException">This machine does not support the start method.</exception>
    /// <exception cref="InvalidOperationException">This child still runs its module.</exception>
    internal static void ThrowIfUnusable(StartMethod startMethod)
    {
        if (UnsupportedReason(startMethod) is { } reason)
            throw new PlatformNotSupportedException(reason);
        if (startMethod != StartMethod.Fork)
            ProgramModule.ThrowIfBeingRun();
    }

    private static bool HasProcessDescriptors => CanOpenProcesses.Value;

    // The host of a runtime always lists its assemblies, even in a single file.
    private static bool IsCompiledAheadOfTime =>
        !RuntimeFeature.IsDynamicCodeSupported && AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES") is null;
}

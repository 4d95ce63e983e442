namespace Multiprocessing;

/// <summary>Which start methods this machine has, and why it lacks the others.</summary>
public static class StartMethods
{
    /// <summary>
    /// The start method that is used where none is named: <see cref="StartMethod.Spawn"/>, which works in every
    /// program.
    /// </summary>
    public static StartMethod Default => StartMethod.Spawn;

    /// <summary>The start methods of this machine. CPython: <c>multiprocessing.get_all_start_methods()</c>.</summary>
    public static IReadOnlyList<StartMethod> Supported { get; } =
    [.. Enum.GetValues<StartMethod>().Where(method => UnsupportedReason(method) is null)];

    /// <summary>Why this machine lacks a start method, as one sentence; null where it has it.</summary>
    public static string? UnsupportedReason(StartMethod startMethod) =>
        startMethod switch
        {
            StartMethod.Spawn => null,
            StartMethod.Fork when OperatingSystem.IsLinux() => null,
            StartMethod.Fork => "fork needs Linux: no other system lets a forked child go on running .NET code.",
            _ => throw new ArgumentOutOfRangeException(nameof(startMethod), startMethod, "Not a start method."),
        };
}

namespace Benchmarks;

/// <summary>
/// A number that both runtimes have, and the target ratio of .NET's to CPython's; null if the number is only reported.
/// </summary>
internal sealed record Figure(string Name, string Unit, double? Target, bool LessIsBetter)
{
    /// <summary>
    /// Another .NET figure in the same section, with which this one is compared instead of CPython's.
    /// </summary>
    public string? Beside { get; init; }

    public static Figure Time(string name, string unit, double atMost) => new(name, unit, atMost, LessIsBetter: true);

    public static Figure Rate(string name, string unit, double atLeast) =>
        new(name, unit, atLeast, LessIsBetter: false);

    public static Figure Reported(string name, string unit) => new(name, unit, Target: null, LessIsBetter: true);

    public bool IsReachedBy(double ratio) => LessIsBetter ? ratio <= Target : ratio >= Target;
}

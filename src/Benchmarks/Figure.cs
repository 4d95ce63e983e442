namespace Benchmarks;

/// <summary>
/// One number that both runtimes have, and the ratio of .NET's to CPython's that is aimed at; null where the number is
/// only told.
/// </summary>
internal sealed record Figure(string Name, string Unit, double? Target, bool LessIsBetter)
{
    /// <summary>
    /// Another figure of .NET's in the same section, with which this one is compared in place of CPython's.
    /// </summary>
    public string? Beside { get; init; }

    public static Figure Time(string name, string unit, double atMost) => new(name, unit, atMost, LessIsBetter: true);

    public static Figure Rate(string name, string unit, double atLeast) =>
        new(name, unit, atLeast, LessIsBetter: false);

    public static Figure Told(string name, string unit) => new(name, unit, Target: null, LessIsBetter: true);

    public bool IsReachedBy(double ratio) => LessIsBetter ? ratio <= Target : ratio >= Target;
}

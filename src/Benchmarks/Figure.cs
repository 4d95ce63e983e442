namespace Benchmarks;

/// <summary>One number that both runtimes have, and the ratio of .NET's to CPython's that is aimed at.</summary>
internal sealed record Figure(string Name, string Unit, double Target, bool LessIsBetter)
{
    public static Figure Time(string name, string unit, double atMost) => new(name, unit, atMost, LessIsBetter: true);

    public static Figure Rate(string name, string unit, double atLeast) => new(name, unit, atLeast, LessIsBetter: false);

    public bool IsReachedBy(double ratio) => LessIsBetter ? ratio <= Target : ratio >= Target;
}

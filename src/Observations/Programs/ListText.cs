namespace Observations.Programs;

/// <summary>A list as Python prints it, so that one transcript serves both runtimes.</summary>
internal static class ListText
{
    public static string Of<T>(IEnumerable<T> items) => $"[{string.Join(", ", items)}]";
}

namespace Multiprocessing.Testing.Programs;

/// <summary>Start methods as CPython spells them.</summary>
internal static class StartMethodNames
{
    /// <summary>CPython's name of a start method: <c>spawn</c>.</summary>
    public static string Name(this StartMethod startMethod) => startMethod.ToString().ToLowerInvariant();
}

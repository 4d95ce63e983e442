using System.Runtime.CompilerServices;

namespace Multiprocessing.Testing;

/// <summary>
/// Tells objects apart, as Python's <c>id()</c> does: a forked copy keeps its identity, a pickled copy has another.
/// </summary>
/// <remarks>
/// An object gets its identity on the first call. A program therefore asks before it forks; otherwise parent and child
/// give one object two identities. A transcript renumbers identities in order of appearance: <c>#1</c>, <c>#2</c>.
/// Unlike an address, an identity is never used again for another object of the run.
/// </remarks>
public static class Identity
{
    private static readonly ConditionalWeakTable<object, string> Tokens = [];
    private static int count;

    /// <summary>The identity of <paramref name="value"/>, as text for an observation.</summary>
    public static string Of(object value) => Tokens.GetValue(value, static _ => Next());

    // The process id makes it unique: a forked child goes on counting from its parent's count.
    private static string Next() => string.Create(null, $"#{Environment.ProcessId}.{Interlocked.Increment(ref count)}");
}

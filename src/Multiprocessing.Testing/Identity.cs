using System.Runtime.CompilerServices;

namespace Multiprocessing.Testing;

/// <summary>
/// Which object this is, where the post prints <c>id()</c>: a forked copy keeps its identity, a pickled copy has
/// another.
/// </summary>
/// <remarks>
/// An object gets its identity when it is first asked for. So a program asks before it forks, or parent and child name
/// one object
/// twice. A transcript renumbers identities in order of appearance: <c>#1</c>, <c>#2</c>. Unlike an address, which the
/// post prints,
/// no two objects of a run ever have the same one.
/// </remarks>
public static class Identity
{
    private static readonly ConditionalWeakTable<object, string> Tokens = [];
    private static int count;

    /// <summary>The identity of <paramref name="value"/>, as text for an observation.</summary>
    public static string Of(object value) => Tokens.GetValue(value, static _ => Next());

    // The process' id makes it unique: a forked child goes on counting where its parent stood.
    private static string Next() => string.Create(null, $"#{Environment.ProcessId}.{Interlocked.Increment(ref count)}");
}

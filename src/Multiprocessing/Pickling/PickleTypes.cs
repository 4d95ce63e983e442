using Multiprocessing.Pickling.Formatters;
using Multiprocessing.Pickling.Python;

namespace Multiprocessing.Pickling;

/// <summary>Which types may cross, by which names: how far the two ends trust each other.</summary>
internal abstract class PickleTypes
{
    // No Lock: a child would compile a part of it.
    private readonly object formattersLock = new();

    // The default comparer would be compiled in each child; types are one object each.
    private Dictionary<Type, Formatter> formatters = new(ReferenceEqualityComparer.Instance);
    private Dictionary<PythonGlobal, Reconstructor>? globals;
    private NameTable lines = NameTable.Empty;

    /// <summary>
    /// Between a program and its own workers: every type of the application, each value in its exact type.
    /// </summary>
    public static PickleTypes Application => ApplicationTypes.Instance;

    /// <summary>How values of a type cross.</summary>
    public Formatter FormatterOf(Type type)
    {
        if (formatters.TryGetValue(type, out var known))
            return known;
        var formatter = MakeFormatter(type);
        lock (formattersLock)
        {
            // Another thread's formatter of the same type stays: what was memoized by it must be found again.
            if (formatters.TryGetValue(type, out known))
                return known;
            formatters = new Dictionary<Type, Formatter>(formatters, formatters.Comparer) { [type] = formatter };
        }

        return formatter;
    }

    /// <summary>What a GLOBAL opcode means, by its own bytes: module and name with a newline between them.</summary>
    public object Resolve(ReadOnlySpan<byte> line)
    {
        if (lines.Find(line) is { } known)
            return known;

        var newline = line.IndexOf((byte)'\n');
        var global = new PythonGlobal(Text.Decode(line[..newline]), Text.Decode(line[(newline + 1)..]));
        if (Find(global) is not { } reconstructor)
            return global;
        lock (formattersLock)
            lines = lines.With(line, reconstructor);
        return reconstructor;
    }

    /// <summary>
    /// What a global of a pickle means: a <see cref="Reconstructor"/> of the closed set, or else a mere
    /// <see cref="PythonGlobal"/>.
    /// </summary>
    public object Resolve(string module, string name)
    {
        // No text is made of the two: a short message can name a long one again and again.
        var global = new PythonGlobal(module, name);
        if (globals?.TryGetValue(global, out var known) is true)
            return known;
        if (Find(global) is not { } reconstructor)
            return global;
        lock (formattersLock)
            globals = new Dictionary<PythonGlobal, Reconstructor>(globals ?? []) { [global] = reconstructor };
        return reconstructor;
    }

    protected abstract Formatter MakeFormatter(Type type);

    /// <summary>The global's meaning; null for one that is not of the closed set.</summary>
    protected abstract Reconstructor? Find(PythonGlobal global);
}

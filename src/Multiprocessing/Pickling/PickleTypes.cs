namespace Multiprocessing.Pickling;

/// <summary>Which types may cross, by which names: how far the two ends trust each other.</summary>
internal abstract class PickleTypes
{
    // No Lock: a child would compile a part of it.
    private readonly object _gate = new();
    // The default comparer would be compiled in each child; types are one object each.
    private Dictionary<Type, Shape> _shapes = new(ReferenceEqualityComparer.Instance);
    private Dictionary<string, Reconstructor> _globals = [];
    private NameTable _lines = NameTable.Empty;

    /// <summary>Between a program and its own workers: every type of the application, each value in its exact type.</summary>
    public static PickleTypes Application => ApplicationTypes.Instance;

    /// <summary>How values of a type cross.</summary>
    public Shape ShapeOf(Type type)
    {
        if (_shapes.TryGetValue(type, out var known))
            return known;
        var shape = MakeShape(type);
        lock (_gate)
        {
            // Another thread's shape of the same type stays: what was memoized by it must be found again.
            if (_shapes.TryGetValue(type, out known))
                return known;
            _shapes = new Dictionary<Type, Shape>(_shapes, _shapes.Comparer) { [type] = shape };
        }

        return shape;
    }

    /// <summary>What a GLOBAL opcode means, by its own bytes: module and name with a newline between them.</summary>
    public object Resolve(ReadOnlySpan<byte> line)
    {
        if (_lines.Find(line) is { } known)
            return known;

        var meaning = Resolve(Text.Decode(line));
        if (meaning is Reconstructor reconstructor)
        {
            lock (_gate)
                _lines = _lines.With(line, reconstructor);
        }

        return meaning;
    }

    /// <summary>What a global of a pickle means: a <see cref="Reconstructor"/> of the closed set, or else a mere <see cref="PythonGlobal"/>.</summary>
    /// <param name="name">Module and name with a newline between them.</param>
    public object Resolve(string name)
    {
        if (_globals.TryGetValue(name, out var known))
            return known;

        var newline = name.IndexOf('\n');
        var global = new PythonGlobal(name[..newline], name[(newline + 1)..]);
        if (Find(global) is not { } reconstructor)
            return global;
        lock (_gate)
            _globals = new Dictionary<string, Reconstructor>(_globals) { [name] = reconstructor };
        return reconstructor;
    }

    protected abstract Shape MakeShape(Type type);

    /// <summary>The global's meaning; null for one that is not of the closed set.</summary>
    protected abstract Reconstructor? Find(PythonGlobal global);
}

using Multiprocessing.Pickling.Formatters;
using Multiprocessing.Pickling.Python;

namespace Multiprocessing.Pickling;

/// <summary>
/// Which types can be pickled and by which names, according to how far the two ends trust each other.
/// </summary>
internal abstract class PickleTypes
{
    // An object, not a Lock, which a child would have to compile: the cold-start rule (Processes/Spawning/README.md).
    private readonly object formattersLock = new();

    // By reference, since the default comparer would be compiled in each child; a type is always the same object.
    private Dictionary<Type, Formatter> formatters = new(ReferenceEqualityComparer.Instance);
    private Dictionary<PythonGlobal, Reconstructor>? globals;
    private NameTable lines = NameTable.Empty;

    /// <summary>
    /// Between a program and its own workers: all types of the application, each value in its exact type.
    /// </summary>
    public static PickleTypes Application => ApplicationTypes.Instance;

    /// <summary>Why an object of the application's classes cannot be sent to CPython.</summary>
    protected const string UnknownToPython =
        "Python does not have the class. Return a dictionary, a tuple, or an object of a registered class instead.";

    /// <summary>Whether the peer can load the application's classes by their names.</summary>
    protected virtual bool NamesApplicationClasses => true;

    /// <summary>Refuses a name that the peer does not know.</summary>
    /// <exception cref="PicklingException">It names a class of an application, and the peer is CPython.</exception>
    public void CheckName(PythonGlobal global)
    {
        if (!NamesApplicationClasses && global.Module == TypeName.Module)
        {
            // The name has a token, which only the assembly itself could resolve.
            throw new PicklingException(
                $"an object of a class in {global.Name.Split(':')[0]} cannot be sent to another process: "
                    + UnknownToPython
            );
        }
    }

    /// <summary>The formatter of a type.</summary>
    public Formatter FormatterOf(Type type)
    {
        if (formatters.TryGetValue(type, out var known))
            return known;
        var formatter = MakeFormatter(type);
        lock (formattersLock)
        {
            // Another thread's formatter of the same type wins: objects are memoized by their formatter.
            if (formatters.TryGetValue(type, out known))
                return known;
            formatters = new Dictionary<Type, Formatter>(formatters, formatters.Comparer) { [type] = formatter };
        }

        return formatter;
    }

    /// <summary>What a GLOBAL opcode means, by its bytes: module and name with a newline between them.</summary>
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
    /// What a global of a pickle means: a <see cref="Reconstructor"/> from the closed set, or else just a
    /// <see cref="PythonGlobal"/>.
    /// </summary>
    public object Resolve(string module, string name)
    {
        // The two are not concatenated: a short message can name a long global again and again.
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

    /// <summary>The global's meaning; null if it is not in the closed set.</summary>
    protected abstract Reconstructor? Find(PythonGlobal global);
}

using Multiprocessing.Pickling.Formatters;
using Multiprocessing.Pickling.Python;

namespace Multiprocessing.Pickling;

/// <summary>
/// For peers that are trusted less, CPython among them: values with a Python twin, and the types that were registered,
/// by the names that were given to them.
/// What else arrives stays a <see cref="PythonObject"/>. Values are written as Python has them, so a long may come back
/// an int.
/// Register all types before the first pickle; what a registration brings is run with what a peer sent, so it must take
/// anything.
/// </summary>
internal sealed class RegisteredTypes : PickleTypes
{
    private readonly Dictionary<Type, Formatter> registered = [];
    private readonly Dictionary<PythonGlobal, Reconstructor> named = [];
    private readonly ApplicationClasses classes = new();

    /// <summary>Whether each class of the application may be sent, and may come back from then on.</summary>
    public bool SendsAnyClass { get; init; }

    /// <summary>Registers a class or struct that crosses by its fields.</summary>
    public RegisteredTypes Add(Type type, PythonGlobal name) =>
        Register(type.IsValueType ? new StructFormatter(this, type, name) : new ObjectFormatter(this, type, name));

    /// <summary>Registers what a global makes when it arrives.</summary>
    public void Add(PythonGlobal name, Reconstructor makes) => named.Add(name, makes);

    /// <summary>
    /// Lets values of types cross, and those of the classes that their fields and type arguments name, by their fields.
    /// This may be said at any time.
    /// </summary>
    public void Allow(params IEnumerable<Type> types) => classes.Add(types);

    /// <summary>Registers a class that crosses as a call: <c>name(*arguments)</c>.</summary>
    public RegisteredTypes AddCall<T>(
        PythonGlobal name,
        Func<T, object?[]> arguments,
        Func<IReadOnlyList<object?>, T> make
    )
        where T : notnull => Register(new CallFormatter<T>(name, arguments, make));

    /// <summary>
    /// Registers a class that crosses as an empty object and its state, as a Python class with <c>__getstate__</c>
    /// does.
    /// </summary>
    public RegisteredTypes AddState<T>(
        PythonGlobal name,
        Func<T, object?> state,
        Func<T> empty,
        Action<T, object?> fill
    )
        where T : class => Register(new StateFormatter<T>(name, state, empty, fill));

    protected override Formatter MakeFormatter(Type type)
    {
        if (registered.TryGetValue(type, out var formatter))
            return formatter;
        if (SendsAnyClass && ApplicationClasses.IsOne(type))
            classes.Add([type]);

        return classes.Has(type) ? FormatterResolver.MakeFields(this, type) : PythonFormatterResolver.Make(type);
    }

    protected override Reconstructor? Find(PythonGlobal global)
    {
        if (named.TryGetValue(global, out var known))
            return known;

        return global.Module != TypeName.Module ? PythonLibrary.Find(global)
            : classes.Find(global.Name) is { } type ? FormatterOf(type)
            : null;
    }

    private RegisteredTypes Register(Formatter formatter)
    {
        registered.Add(formatter.Type, formatter);
        named.Add(formatter.Global, formatter);
        return this;
    }
}

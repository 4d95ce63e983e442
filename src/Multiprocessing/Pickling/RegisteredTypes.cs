using Multiprocessing.Pickling.Formatters;
using Multiprocessing.Pickling.Python;

namespace Multiprocessing.Pickling;

/// <summary>
/// For less trusted peers, including CPython: values with a Python equivalent, and registered types by their registered
/// names. Anything else that arrives stays a <see cref="PythonObject"/>. Values are written in Python's types, so a
/// long can come back as an int. Register all types before the first pickle. Registered functions are called with what
/// a peer sent, so they must accept anything.
/// </summary>
internal sealed class RegisteredTypes : PickleTypes
{
    private readonly Dictionary<Type, Formatter> registered = [];
    private readonly Dictionary<PythonGlobal, Reconstructor> named = [];
    private readonly ApplicationClasses classes = new();

    /// <summary>Whether any class of the application can be sent, and is accepted from then on.</summary>
    public bool SendsAnyClass { get; init; }

    /// <summary>Whether the peer is CPython, which cannot load the application's classes: they are refused.</summary>
    public bool IsForPython { get; init; }

    protected override bool NamesApplicationClasses => !IsForPython;

    /// <summary>Registers a class or struct that is pickled by its fields.</summary>
    public RegisteredTypes Add(Type type, PythonGlobal name) =>
        Register(type.IsValueType ? new StructFormatter(this, type, name) : new ObjectFormatter(this, type, name));

    /// <summary>Registers what an arriving global makes.</summary>
    public void Add(PythonGlobal name, Reconstructor makes) => named.Add(name, makes);

    /// <summary>
    /// Allows classes, and the classes of their fields and type arguments, to be pickled by their fields. It can be
    /// called at any time.
    /// </summary>
    public void Allow(params IEnumerable<Type> types) => classes.Add(types);

    /// <summary>Registers a class that is pickled as a call: <c>name(*arguments)</c>.</summary>
    public RegisteredTypes AddCall<T>(
        PythonGlobal name,
        Func<T, object?[]> arguments,
        Func<IReadOnlyList<object?>, T> make
    )
        where T : notnull => Register(new CallFormatter<T>(name, arguments, make));

    /// <summary>
    /// Registers a class that is pickled as an empty object and its state, like a Python class with
    /// <c>__getstate__</c>.
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
        var isOne = ApplicationClasses.IsOne(type);
        if (SendsAnyClass && (isOne || ApplicationClasses.IsNamed(type)))
            classes.Add([type]);

        if (IsForPython && isOne)
            return new RefusedFormatter(type, UnknownToPython);

        return isOne && classes.Has(type)
            ? FormatterResolver.MakeFields(this, type)
            : PythonFormatterResolver.Make(type);
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

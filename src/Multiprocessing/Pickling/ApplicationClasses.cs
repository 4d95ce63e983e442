namespace Multiprocessing.Pickling;

/// <summary>
/// The application's classes and structs that a less trusted peer may send, by names that only .NET resolves.
/// </summary>
internal sealed class ApplicationClasses
{
    private readonly Lock classesLock = new();
    private Dictionary<string, Type> byName = [];
    private HashSet<Type> all = [];

    /// <summary>Whether a type is a class or struct of the application that is pickled by its fields.</summary>
    public static bool IsOne(Type type) =>
        type
            is {
                IsEnum: false,
                IsArray: false,
                IsInterface: false,
                IsAbstract: false,
                IsGenericParameter: false,
                IsPointer: false
            }
        && !BuiltInTypes.IsFramework(type.Assembly)
        && type.Assembly != typeof(ApplicationClasses).Assembly
        && !type.Assembly.IsDynamic
        && !type.IsSubclassOf(typeof(Delegate))
        && !typeof(Exception).IsAssignableFrom(type);

    /// <summary>Whether a type is a class of this library that its own formatter names as one of the application.
    /// </summary>
    public static bool IsNamed(Type type) =>
        type is { IsClass: true, IsAbstract: false }
        && type.IsAssignableTo(typeof(IConvertsTo))
        && FormattedByAttribute.Of(type).NamesClass;

    /// <summary>Whether a type was added.</summary>
    public bool Has(Type type) => all.Contains(type);

    /// <summary>Adds types, and the types of their fields, elements and type arguments.</summary>
    public void Add(IEnumerable<Type> types)
    {
        lock (classesLock)
        {
            var more = new Dictionary<string, Type>(byName);
            var seen = new HashSet<Type>();
            foreach (var type in types)
                AddTo(more, seen, type);
            (byName, all) = (more, [.. more.Values]);
        }
    }

    /// <summary>The type with a name; null if it was not added.</summary>
    public Type? Find(string name) => byName.GetValueOrDefault(name);

    private static void AddTo(Dictionary<string, Type> found, HashSet<Type> seen, Type type)
    {
        if (!seen.Add(type))
            return;
        if (type.HasElementType)
            AddTo(found, seen, type.GetElementType()!);
        foreach (var argument in type.GetGenericArguments())
            AddTo(found, seen, argument);
        if (!IsOne(type))
        {
            if (IsNamed(type))
                found[TypeName.Of(type)] = type;
            return;
        }

        found[TypeName.Of(type)] = type;
        foreach (var field in SerializedField.FieldsOf(type, until: null))
            AddTo(found, seen, field.FieldType);
    }
}

using Multiprocessing.Managers.Server.Python;
using Multiprocessing.Pickling;
using Multiprocessing.Pickling.Python;

namespace Multiprocessing.Managers.Server.Objects;

/// <summary>An object with attributes. CPython: <c>multiprocessing.managers.Namespace</c>.</summary>
internal sealed class ServedNamespace : ServedObject<ServedNamespace>
{
    private static readonly PythonGlobal Class = new("multiprocessing.managers", "Namespace");

    private static readonly MethodTable<ServedNamespace> Table = new()
    {
        { "__getattribute__(name)", static (self, given) => self.Get(given[0]) },
        { "__setattr__(name, value)", static (self, given) => self.Set(given[0], given[1]) },
        { "__delattr__(name)", static (self, given) => self.Delete(given[0]) },
    };

    private readonly Lock namespaceLock = new();
    private readonly OrderedDictionary<string, object?> attributes = [];

    public ServedNamespace(Dictionary<object, object?> given)
    {
        foreach (var (name, value) in given)
            attributes[(string)name] = value;
    }

    protected override MethodTable<ServedNamespace> Methods => Table;

    public override object? Value()
    {
        var copy = new PythonObject(Class, Opcode.NewObj, PythonTuple.Empty);
        copy.States.Add(Attributes().ToDictionary(object (attribute) => attribute.Key, attribute => attribute.Value));
        return copy;
    }

    public override string Repr() => $"Namespace({string.Join(", ", PublicAttributes())})";

    private IEnumerable<string> PublicAttributes() =>
        Attributes()
            .Where(attribute => attribute.Key is not ['_', ..])
            .OrderBy(attribute => attribute.Key, StringComparer.Ordinal)
            .Select(attribute => $"{attribute.Key}={PythonText.Repr(attribute.Value)}");

    private KeyValuePair<string, object?>[] Attributes()
    {
        lock (namespaceLock)
            return [.. attributes];
    }

    private object? Get(object? name)
    {
        lock (namespaceLock)
            return attributes.TryGetValue(Name(name), out var value) ? value : throw Missing(name);
    }

    private void Set(object? name, object? value)
    {
        lock (namespaceLock)
            attributes[Name(name)] = value;
    }

    private void Delete(object? name)
    {
        lock (namespaceLock)
        {
            if (!attributes.Remove(Name(name)))
                throw Missing(name);
        }
    }

    private static string Name(object? name) =>
        name as string ?? throw PythonError.TypeOf($"attribute name must be string, not '{PythonNames.TypeOf(name)}'");

    private static PythonError Missing(object? name) =>
        PythonError.Attribute($"'Namespace' object has no attribute '{name}'");
}

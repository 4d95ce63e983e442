using System.Collections;

namespace Multiprocessing.Managers.Server.Objects;

/// <summary>The methods of a shared type, by their Python names.</summary>
internal sealed class MethodTable<T> : IEnumerable<string>
{
    private readonly Dictionary<string, (PythonSignature Signature, Func<T, BoundArguments, object?> Body)> methods =
    [];
    private readonly List<string> names = [];

    public IReadOnlyList<string> Names => names;

    /// <summary>Adds a method by its <see cref="PythonSignature"/>.</summary>
    public void Add(string signature, Func<T, BoundArguments, object?> body)
    {
        var parsed = new PythonSignature(signature);
        methods.Add(parsed.Name, (parsed, body));
        names.Add(parsed.Name);
    }

    /// <summary>Adds a method that returns nothing.</summary>
    public void Add(string signature, Action<T, BoundArguments> body) =>
        Add(
            signature,
            (self, arguments) =>
            {
                body(self, arguments);
                return null;
            }
        );

    public object? Call(T self, string method, CallArguments arguments)
    {
        var (signature, body) = methods[method];
        return body(self, signature.Bind(arguments));
    }

    public IEnumerator<string> GetEnumerator() => names.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}

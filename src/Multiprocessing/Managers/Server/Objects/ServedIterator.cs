using Multiprocessing.Managers.Server.Python;

namespace Multiprocessing.Managers.Server.Objects;

/// <summary>A Python iterator: it ends with StopIteration.</summary>
internal sealed class ServedIterator(IEnumerator<object?> items) : ServedObject<ServedIterator>
{
    /// <summary>The type id of iterators, which CPython's <c>SyncManager</c> has registered.</summary>
    public const string TypeId = "Iterator";

    private static readonly MethodTable<ServedIterator> Table = new()
    {
        { "__next__()", static (self, _) => self.Next() },
        { "send(value)", static (_, _) => throw NotAGenerator("send") },
        { "throw(*arguments)", static (_, _) => throw NotAGenerator("throw") },
        { "close()", static (self, _) => self.Close() },
    };

    private readonly Lock iteratorLock = new();
    private bool hasEnded;

    public ServedIterator(IEnumerable<object?> items)
        : this(items.GetEnumerator()) { }

    /// <summary>What a method returns to give a proxy of an iterator.</summary>
    public static ServedResult Over(IEnumerable<object?> items) => new(TypeId, new ServedIterator(items));

    protected override MethodTable<ServedIterator> Methods => Table;

    public override object? Value() => throw PythonError.TypeOf("cannot pickle 'generator' object");

    public override string Repr() => "<iterator object>";

    private object? Next()
    {
        lock (iteratorLock)
        {
            if (!hasEnded && items.MoveNext())
                return items.Current;

            hasEnded = true;
            throw PythonError.Of("StopIteration");
        }
    }

    private void Close()
    {
        lock (iteratorLock)
        {
            hasEnded = true;
            items.Dispose();
        }
    }

    private static PythonError NotAGenerator(string method) =>
        PythonError.Attribute($"the iterator has no attribute '{method}'");
}

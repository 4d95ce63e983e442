using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;
using Multiprocessing.Managers.Server.Python;
using Multiprocessing.Pickling;
using Multiprocessing.Pickling.Python;

namespace Multiprocessing.Managers.Server.Objects;

/// <summary>Python's <c>list</c>.</summary>
internal sealed class ServedList(IEnumerable<object?> items) : ServedObject<ServedList>
{
    private const string OutOfRange = "list index out of range",
        AssignmentOutOfRange = "list assignment index out of range";

    private static readonly MethodTable<ServedList> Table = new()
    {
        { "__add__(value)", static (self, given) => self.Do(items => Joined(items, Operand(given[0]))) },
        {
            "__contains__(key)",
            static (self, given) => self.Do(items => items.Exists(item => PythonComparer.AreEqual(item, given[0])))
        },
        { "__delitem__(key)", static (self, given) => self.Do(items => Delete(items, given[0])) },
        { "__getitem__(index)", static (self, given) => self.Do(items => Get(items, given[0])) },
        { "__imul__(value)", static (self, given) => self.Multiply(given.Index(0)) },
        { "__len__()", static (self, _) => self.Do(items => (object)items.Count) },
        { "__mul__(value)", static (self, given) => self.Do(items => Repeated(items, given.Index(0))) },
        { "__reversed__()", static (self, _) => self.Reversed() },
        { "__rmul__(value)", static (self, given) => self.Do(items => Repeated(items, given.Index(0))) },
        { "__setitem__(key, value)", static (self, given) => self.Set(given[0], given[1]) },
        { "append(object)", static (self, given) => self.Do(items => items.Add(given[0])) },
        { "clear()", static (self, _) => self.Do(items => items.Clear()) },
        { "copy()", static (self, _) => self.Value() },
        {
            "count(value)",
            static (self, given) =>
                self.Do(items => (object)items.Count(item => PythonComparer.AreEqual(item, given[0])))
        },
        { "extend(iterable)", static (self, given) => self.Extend(PythonItems.Of(given[0])) },
        {
            "index(value, start=0, stop=2147483647)",
            static (self, given) => self.Do(items => (object)IndexOf(items, given))
        },
        {
            "insert(index, object)",
            static (self, given) => self.Do(items => items.Insert(At(given.Index(0), items.Count), given[1]))
        },
        { "pop(index=-1)", static (self, given) => self.Do(items => self.Pop(items, given)) },
        { "remove(value)", static (self, given) => self.Do(items => Remove(items, given[0])) },
        { "reverse()", static (self, _) => self.Do(items => items.Reverse()) },
        { "sort(key=None, reverse=False)", static (self, given) => self.Do(items => Sort(items, given)) },
    };

    private readonly Lock listLock = new();
    private readonly List<object?> items = [.. items];

    protected override MethodTable<ServedList> Methods => Table;

    public override object? Value() => Do(items => new List<object?>(items));

    public override string Repr() => PythonText.Repr(Value());

    private T Do<T>(Func<List<object?>, T> action)
    {
        lock (listLock)
            return action(items);
    }

    private void Do(Action<List<object?>> action)
    {
        lock (listLock)
            action(items);
    }

    private static object? Get(List<object?> items, object? index)
    {
        if (index is not Slice slice)
            return items[Subscript.Index(index, items.Count, "list", OutOfRange)];

        var (start, step, length) = Subscript.Of(slice, items.Count);
        if (step == 1)
            return items.GetRange(length == 0 ? 0 : start, length);

        var part = new List<object?>(length);
        for (var i = 0; i < length; i++)
            part.Add(items[start + (i * step)]);
        return part;
    }

    private void Set(object? index, object? value)
    {
        if (index is Slice checkedFirst)
            Subscript.Of(checkedFirst, 0);

        // The items are read before listLock is entered: they may come from another shared list, or this one.
        var replacement = index is Slice ? PythonItems.Of(value) : [];
        lock (listLock)
        {
            if (index is not Slice slice)
            {
                items[Subscript.Index(index, items.Count, "list", AssignmentOutOfRange)] = value;
                return;
            }

            var (start, step, length) = Subscript.Of(slice, items.Count);
            if (step == 1)
            {
                Limit((long)items.Count - length + replacement.Count);
                items.RemoveRange(Math.Min(start, items.Count), length);
                items.InsertRange(Math.Min(start, items.Count), replacement);
                return;
            }

            if (replacement.Count != length)
            {
                throw PythonError.Value(
                    $"attempt to assign sequence of size {replacement.Count} to extended slice of size {length}"
                );
            }

            for (var i = 0; i < length; i++)
                items[start + (i * step)] = replacement[i];
        }
    }

    private static void Delete(List<object?> items, object? index)
    {
        if (index is not Slice slice)
        {
            items.RemoveAt(Subscript.Index(index, items.Count, "list", AssignmentOutOfRange));
            return;
        }

        var (start, step, length) = Subscript.Of(slice, items.Count);
        if (length == 0)
            return;

        // The same positions, in ascending order.
        if (step < 0)
            (start, step) = (start + ((length - 1) * step), -step);
        var kept = start;
        for (var i = start; i < items.Count; i++)
        {
            if ((i - start) % step != 0 || (i - start) / step >= length)
                items[kept++] = items[i];
        }

        items.RemoveRange(kept, items.Count - kept);
    }

    private static IReadOnlyList<object?> Operand(object? value) =>
        value switch
        {
            List<object?> list => list,
            ProxyReference { Object.Object: ServedList } => PythonItems.Of(value),
            _ => throw PythonError.TypeOf($"can only concatenate list (not \"{PythonNames.TypeOf(value)}\") to list"),
        };

    private static List<object?> Joined(List<object?> items, IReadOnlyList<object?> others)
    {
        Limit((long)items.Count + others.Count);
        return [.. items, .. others];
    }

    private void Extend(IReadOnlyList<object?> others) =>
        Do(items =>
        {
            Limit((long)items.Count + others.Count);
            items.AddRange(others);
        });

    private static List<object?> Repeated(List<object?> items, int times)
    {
        Limit(items.Count * (long)Math.Max(0, times));
        var repeated = new List<object?>(items.Count * Math.Max(0, times));
        for (var i = 0; i < times; i++)
            repeated.AddRange(items);
        return repeated;
    }

    private List<object?> Multiply(int times) =>
        Do(items =>
        {
            var repeated = Repeated(items, times);
            items.Clear();
            items.AddRange(repeated);
            return repeated;
        });

    // An iterator of Python's own over a copy, which the client unpickles.
    private PythonObject Reversed()
    {
        var copy = (List<object?>)Value()!;
        var iterator = new PythonObject(new PythonGlobal("builtins", "reversed"), Opcode.Reduce, PythonTuple.Of(copy));
        iterator.States.Add(copy.Count - 1);
        return iterator;
    }

    private static int IndexOf(List<object?> items, BoundArguments given)
    {
        for (
            var i = At(Subscript.Number(given[1]) ?? 0, items.Count);
            i < At(Subscript.Number(given[2]) ?? 0, items.Count);
            i++
        )
        {
            if (PythonComparer.AreEqual(items[i], given[0]))
                return i;
        }

        throw PythonError.Value($"{PythonText.Repr(given[0])} is not in list");
    }

    private object? Pop(List<object?> items, BoundArguments given)
    {
        var index = given.Index(0);
        if (items.Count == 0)
            throw PythonError.Index("pop from empty list");

        var at = Subscript.Index(index, items.Count, "list", "pop index out of range");
        var popped = items[at];
        items.RemoveAt(at);
        return given.ClientThread.Taken(popped, () => Do(now => now.Insert(Math.Min(at, now.Count), popped)));
    }

    private static void Remove(List<object?> items, object? value)
    {
        var at = items.FindIndex(item => PythonComparer.AreEqual(item, value));
        if (at < 0)
            throw PythonError.Value("list.remove(x): x not in list");

        items.RemoveAt(at);
    }

    private static void Sort(List<object?> items, BoundArguments given)
    {
        if (given[0] is not null)
        {
            throw PythonError.Of(
                "NotImplementedError",
                "sort(key=...) would run a Python function in a .NET server: sort a copy, and assign it to [:]"
            );
        }

        try
        {
            var sorted = (
                given.IsTrue(1) ? items.OrderDescending(PythonOrder.Instance) : items.Order(PythonOrder.Instance)
            ).ToList();
            sorted.CopyTo(CollectionsMarshal.AsSpan(items));
        }
        catch (InvalidOperationException failure)
            when (failure.InnerException is PythonError or InsufficientExecutionStackException)
        {
            ExceptionDispatchInfo.Throw(failure.InnerException);
        }
    }

    private static int At(int index, int count) => (int)Math.Clamp(index < 0 ? index + (long)count : index, 0, count);

    private static void Limit(long count)
    {
        if (count > PythonItems.Longest)
            throw PythonError.Memory();
    }
}

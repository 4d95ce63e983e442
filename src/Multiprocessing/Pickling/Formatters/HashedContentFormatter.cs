using System.Reflection;
using System.Runtime.CompilerServices;

namespace Multiprocessing.Pickling.Formatters;

/// <summary>
/// An immutable collection that hashes or sorts its items: its type called with its comparers and an array of its
/// items. If those may not be whole yet, it is filled last.
/// </summary>
internal abstract class HashedContentFormatter<TCollection, TKey, TItem>(PickleTypes types)
    : Formatter(typeof(TCollection))
    where TCollection : class, IEnumerable<TItem>
{
    private DeclaredType Key => field ??= new DeclaredType(types, typeof(TKey));

    public override void Write(Pickler pickler, object value)
    {
        if (pickler.WriteAlias(value))
            return;
        var collection = (TCollection)value;
        pickler.WriteGlobal(this);
        pickler.Writer.Op(Opcode.Mark);
        foreach (var (comparer, byDefault) in ComparersOf(collection))
            Comparers.Write(pickler, comparer, byDefault);
        TItem[] items = [.. collection];
        types.FormatterOf(typeof(TItem[])).Write(pickler, items);
        pickler.Writer.Op(Opcode.Tuple);
        pickler.WriteMadeOf(Opcode.Reduce, value);
    }

    public override StackValue Call(StackSpan arguments, ref Budget budget)
    {
        var items = ItemsOf(arguments);
        budget.Spend(items.Length);
        return new StackValue(IsCompletedLast(arguments) ? MakeEmpty(items, arguments) : Make(items, arguments));
    }

    public override bool IsCompletedLast(StackSpan arguments)
    {
        var isLast = !Key.IsWholeAtOnce;
        for (var i = 0; i < arguments.Length - 1; i++)
            isLast |= arguments[i].ToItems() is { Length: > 0 } comparer && !comparer[0].IsInteger;
        return isLast && ItemsOf(arguments).Length > 0;
    }

    public override bool FindsItsItems(object target)
    {
        foreach (var item in (TCollection)target)
        {
            if (!Contains((TCollection)target, item))
                return false;
        }

        return true;
    }

    // What refers to the collection already has this object, so the object takes over the fields of a new collection.
    public override void Complete(object target, StackSpan arguments)
    {
        var whole = Make(ItemsOf(arguments), arguments);
        if (whole.GetType() != target.GetType())
        {
            throw new UnpicklingException("two of its items cannot be told apart before they are whole.");
        }

        const BindingFlags Instance =
            BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;
        for (var declaring = whole.GetType(); declaring is not null; declaring = declaring.BaseType)
        {
            foreach (var field in declaring.GetFields(Instance))
                field.SetValue(target, field.GetValue(whole));
        }
    }

    /// <summary>An object that takes over the fields of the collection when the items are whole.</summary>
    protected virtual object MakeEmpty(TItem[] items, StackSpan arguments) =>
        RuntimeHelpers.GetUninitializedObject(Type);

    /// <summary>The comparers of a collection, each with the one that a new collection has.</summary>
    protected abstract (object Comparer, object ByDefault)[] ComparersOf(TCollection collection);

    /// <summary>A collection of items, and of the comparers that come first in the arguments.</summary>
    protected abstract TCollection Make(TItem[] items, StackSpan arguments);

    protected abstract bool Contains(TCollection collection, TItem item);

    private TItem[] ItemsOf(StackSpan arguments) =>
        arguments.Length > 0 && arguments[arguments.Length - 1].Reference is TItem[] items
            ? items
            : throw new UnpicklingException($"{this} is made from its comparers and an array of its items.");
}

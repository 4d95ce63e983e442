using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Multiprocessing.Pickling.Formatters;

/// <summary>A list: numbers as one block of bytes, at memory speed; anything else item by item.</summary>
internal sealed class ListFormatter<T>(PickleTypes types) : CollectionFormatter<List<T>, T>(types)
{
    private static bool IsBlock => BlockFormatter.CanHold(typeof(T));

    public override void Write(Pickler pickler, object value)
    {
        if (!IsBlock)
        {
            base.Write(pickler, value);
            return;
        }

        var list = (List<T>)value;
        pickler.Writer.RefuseBeyondLimit((long)list.Count * Unsafe.SizeOf<T>());
        if (!Begin(pickler, list) || list.Count == 0)
            return;
        pickler.Writer.ByteString(BytesOf(list));
        pickler.Writer.Op(Opcode.Build);
    }

    public override object New(StackSpan arguments, ref Budget budget) => new List<T>();

    public override void Build(object target, StackSpan state)
    {
        var bytes = state[0].ToBytes();
        if (!TryBuild(target, bytes))
            throw new UnpicklingException($"{this} cannot be made from {bytes.Length} bytes.");
    }

    public override bool TryBuild(object target, ReadOnlySpan<byte> state)
    {
        if (!IsBlock || state.Length % Unsafe.SizeOf<T>() != 0)
            return false;
        var list = (List<T>)target;
        CollectionsMarshal.SetCount(list, state.Length / Unsafe.SizeOf<T>());
        state.CopyTo(BytesOf(list));
        return true;
    }

    protected override bool Begin(Pickler pickler, List<T> collection)
    {
        if (typeof(T) != typeof(object))
            return base.Begin(pickler, collection);
        if (pickler.WriteAlias(collection))
            return false;
        pickler.Writer.Op(Opcode.EmptyList);
        pickler.Memoize(collection);
        return true;
    }

    protected override void Add(List<T> collection, T item) => collection.Add(item);

    // Only for numbers and enums, as checked by BlockFormatter.CanHold.
    private static Span<byte> BytesOf(List<T> list)
    {
        var items = CollectionsMarshal.AsSpan(list);
        return MemoryMarshal.CreateSpan(
            ref Unsafe.As<T, byte>(ref MemoryMarshal.GetReference(items)),
            items.Length * Unsafe.SizeOf<T>()
        );
    }
}

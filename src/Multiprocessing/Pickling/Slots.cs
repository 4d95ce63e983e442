namespace Multiprocessing.Pickling;

/// <summary>
/// A run of values on the stack, or of a tuple. A <see cref="ReadOnlySpan{T}"/> of them would be compiled anew in each
/// child: its code is .NET's, its item is ours.
/// </summary>
internal readonly ref struct Slots(Slot[] values, int start, int length)
{
    public int Length => length;

    public ref readonly Slot this[int index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)length);
            return ref values[start + index];
        }
    }

    public static implicit operator Slots(Slot[] values) => new(values, 0, values.Length);

    public Slots Slice(int from, int count)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)from + (uint)count, (uint)length);
        return new(values, start + from, count);
    }

    public Slot[] ToArray()
    {
        var copy = new Slot[length];
        if (length > 0)
            Array.Copy(values, start, copy, 0, length);
        return copy;
    }

    public Enumerator GetEnumerator() => new(this);

    public ref struct Enumerator(Slots slots)
    {
        private readonly Slots slots = slots;
        private int next;

        public readonly ref readonly Slot Current => ref slots[next - 1];

        public bool MoveNext() => ++next <= slots.Length;
    }
}

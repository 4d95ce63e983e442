namespace Multiprocessing.Pickling;

/// <summary>
/// Consecutive values on the stack or in a tuple. A <see cref="ReadOnlySpan{T}"/> of this library's struct would be
/// compiled in each child: the cold-start rule (Processes/Spawning/README.md).
/// </summary>
internal readonly ref struct StackSpan(StackValue[] values, int start, int length)
{
    public int Length => length;

    public ref readonly StackValue this[int index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)length);
            return ref values[start + index];
        }
    }

    public static implicit operator StackSpan(StackValue[] values) => new(values, 0, values.Length);

    public StackSpan Slice(int from, int count)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)from + (uint)count, (uint)length);
        return new(values, start + from, count);
    }

    public StackValue[] ToArray()
    {
        var copy = new StackValue[length];
        if (length > 0)
            Array.Copy(values, start, copy, 0, length);
        return copy;
    }

    public Enumerator GetEnumerator() => new(this);

    public ref struct Enumerator(StackSpan span)
    {
        private readonly StackSpan span = span;
        private int next;

        public readonly ref readonly StackValue Current => ref span[next - 1];

        public bool MoveNext() => ++next <= span.Length;
    }
}

using System.Runtime.CompilerServices;

namespace Multiprocessing.Pickling;

internal sealed partial class Unpickler
{
    private void Push(in StackValue value)
    {
        if (top == stack.Length)
            Array.Resize(ref stack, top * 2);
        stack[top++] = value;
    }

    private void Push(object? value) => Push(new StackValue(value));

    private StackValue Pop()
    {
        if (top <= fence)
            throw Underflow();
        highest = Math.Max(highest, top);
        return stack[--top];
    }

    private ref StackValue Peek()
    {
        if (top <= fence)
            throw Underflow();
        return ref stack[top - 1];
    }

    private void PushMark()
    {
        if (marked == marks.Length)
            Array.Resize(ref marks, marked * 2);
        marks[marked++] = fence = top;
    }

    /// <summary>Pops the values above the innermost mark. Valid until the next push.</summary>
    private StackSpan PopToMark()
    {
        if (marked == 0)
            throw new UnpicklingException("there is no mark on the stack.");
        highest = Math.Max(highest, top);
        var start = marks[--marked];
        var items = new StackSpan(stack, start, top - start);
        top = start;
        fence = marked == 0 ? 0 : marks[marked - 1];
        return items;
    }

    private StackSpan PopItems(int count)
    {
        if (top - fence < count)
            throw Underflow();
        highest = Math.Max(highest, top);
        top -= count;
        return new StackSpan(stack, top, count);
    }

    private StackValue Memoized(uint index)
    {
        if (index < (uint)memoized)
            return memo[index];
        return farMemo is not null && farMemo.TryGetValue(index, out var value)
            ? value
            : throw new UnpicklingException($"nothing is memoized as {index}.");
    }

    private void Memoize(uint index, in StackValue value)
    {
        if (index < (uint)memoized)
        {
            memo[index] = value;
        }
        else if (index == (uint)memoized)
        {
            if (memoized == memo.Length)
                Array.Resize(ref memo, memoized * 2);
            memo[memoized++] = value;
        }
        else
        {
            // Python numbers without gaps. A gap in hostile numbers must not allocate anything.
            (farMemo ??= [])[index] = value;
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static UnpicklingException Underflow() => new("the stack has too few values for the opcode.");
}

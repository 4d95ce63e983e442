using System.Runtime.CompilerServices;

namespace Multiprocessing.Pickling;

internal sealed partial class Unpickler
{
    private void Push(in Slot value)
    {
        if (_top == _stack.Length)
            Array.Resize(ref _stack, _top * 2);
        _stack[_top++] = value;
    }

    private void Push(object? value) => Push(new Slot(value));

    private Slot Pop()
    {
        if (_top <= _fence)
            throw Underflow();
        _highest = Math.Max(_highest, _top);
        return _stack[--_top];
    }

    private ref Slot Peek()
    {
        if (_top <= _fence)
            throw Underflow();
        return ref _stack[_top - 1];
    }

    private void PushMark()
    {
        if (_marked == _marks.Length)
            Array.Resize(ref _marks, _marked * 2);
        _marks[_marked++] = _fence = _top;
    }

    /// <summary>Takes what stands above the innermost mark. Valid until the next push.</summary>
    private Slots PopToMark()
    {
        if (_marked == 0)
            throw new UnpicklingException("there is no mark on the stack.");
        _highest = Math.Max(_highest, _top);
        var start = _marks[--_marked];
        var items = new Slots(_stack, start, _top - start);
        _top = start;
        _fence = _marked == 0 ? 0 : _marks[_marked - 1];
        return items;
    }

    private Slots PopItems(int count)
    {
        if (_top - _fence < count)
            throw Underflow();
        _highest = Math.Max(_highest, _top);
        _top -= count;
        return new Slots(_stack, _top, count);
    }

    private Slot Memoized(uint index)
    {
        if (index < (uint)_memoized)
            return _memo[index];
        return _farMemo is not null && _farMemo.TryGetValue(index, out var value) ? value : throw new UnpicklingException($"nothing is memoized as {index}.");
    }

    private void Memoize(uint index, in Slot value)
    {
        if (index < (uint)_memoized)
        {
            _memo[index] = value;
        }
        else if (index == (uint)_memoized)
        {
            if (_memoized == _memo.Length)
                Array.Resize(ref _memo, _memoized * 2);
            _memo[_memoized++] = value;
        }
        else
        {
            // Python counts without gaps. One that does not is given no room for the gap.
            (_farMemo ??= [])[index] = value;
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static UnpicklingException Underflow() => new("the stack has too few values for the opcode.");
}

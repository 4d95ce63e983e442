using System.Runtime.CompilerServices;
using Multiprocessing.Pickling.Python;

namespace Multiprocessing.Pickling;

/// <summary>
/// Reads pickles of protocols 2 to 5. CPython: <c>pickle.Unpickler</c>. What a pickle names is looked up in a closed
/// set, never called at the pickle's choice; anything else is kept as an inert record. Not thread-safe; keeps its
/// stacks between messages.
/// </summary>
/// <remarks>
/// Where no type is declared: int → int, long or BigInteger, the first that fits; float → double; str → string; bytes →
/// byte[]; bytearray → List&lt;byte&gt;; list → List&lt;object?&gt;; tuple → <see cref="PythonTuple"/>, an
/// <see cref="ITuple"/>; dict → Dictionary&lt;object, object?&gt; and set → HashSet&lt;object?&gt;, both with
/// <see cref="PythonEquality"/> and with <see cref="DBNull"/> for a key that is None; frozenset →
/// <see cref="FrozenItems"/>; array.array → an array of numbers; any other object → <see cref="PythonObject"/>. Where a
/// type is declared, the value is converted and range-checked: see <see cref="Conversion"/>.
/// </remarks>
internal sealed partial class Unpickler(PickleTypes types)
{
    private const int Kept = 1 << 12;

    private StackValue[] stack = new StackValue[64];
    private StackValue[] memo = new StackValue[64];
    private int[] marks = new int[16];
    private int top;
    private int highest;
    private int memoized;
    private int marked;

    // The bottom of the accessible stack: the innermost mark.
    private int fence;
    private int offset;
    private int protocol;
    private Budget budget;
    private readonly List<Reconstructor> makers = [];
    private Dictionary<object, int>? filled;
    private Dictionary<uint, StackValue>? farMemo;

    /// <summary>The value of a pickle.</summary>
    /// <exception cref="UnpicklingException">The bytes are not a pickle, more bytes follow it, or its value is not a
    /// <typeparamref name="T"/>.</exception>
    public T Load<T>(ReadOnlySpan<byte> pickle) => Load<T>(pickle, 0, hasMark: false);

    /// <summary>The value of a pickle whose first bytes have already been read.</summary>
    /// <param name="pickle">The whole pickle, of protocol 4.</param>
    /// <param name="start">Where to continue.</param>
    /// <param name="hasMark">Whether those bytes began with a mark.</param>
    /// <param name="known">The strings that they then pushed.</param>
    /// <exception cref="UnpicklingException">The bytes are not a pickle, more bytes follow it, or its value is not a
    /// <typeparamref name="T"/>.</exception>
    public T Load<T>(ReadOnlySpan<byte> pickle, int start, bool hasMark, params ReadOnlySpan<string> known)
    {
        try
        {
            if (hasMark)
                PushMark();
            foreach (var text in known)
                Push(text);
            var value = Run(pickle, start, out var length);
            if (length != pickle.Length)
                throw new UnpicklingException($"{pickle.Length - length} bytes follow the end of the pickle.");
            FillUnfilled();
            return Conversion.To<T>(value);
        }
        catch (UnpicklingException e) when (e.At(offset))
        {
            throw;
        }
        catch (Exception e) when (IsOfThePickle(e))
        {
            var refusal = new UnpicklingException($"what the pickle describes cannot be created: {e.Message}", e);
            refusal.At(offset);
            throw refusal;
        }
        finally
        {
            Forget();
        }
    }

    // What framework types throw when a pickle creates them from invalid values.
    private static bool IsOfThePickle(Exception e) =>
        e is not UnpicklingException
        && e
            is ArgumentException
                or InvalidCastException
                or NullReferenceException
                or InvalidOperationException
                or IndexOutOfRangeException
                or ArithmeticException
                or ArrayTypeMismatchException
                or FormatException
                or NotSupportedException
                or InsufficientExecutionStackException
                or MemberAccessException
                or TypeLoadException
                or IOException;

    private void Forget()
    {
        Conversion.Forget();
        if (stack.Length > Kept)
            stack = new StackValue[64];
        else
            Array.Clear(stack, 0, Math.Max(highest, top));
        if (memo.Length > Kept)
            memo = new StackValue[64];
        else
            Array.Clear(memo, 0, memoized);
        top = highest = memoized = marked = fence = 0;
        makers.Clear();
        filled = null;
        unfilled = null;
        farMemo = null;
    }
}

using System.Runtime.CompilerServices;
using Multiprocessing.Pickling.Formatters;
using Multiprocessing.Platform;

namespace Multiprocessing.Pickling;

/// <summary>
/// Writes values as pickles of protocol 4. CPython: <c>pickle.Pickler</c>. Two references to one object in a message
/// stay one object, and cycles are kept; a boxed struct and a value with a Python equivalent have no identity. Not
/// thread-safe; keeps its buffer between messages.
/// </summary>
internal sealed partial class Pickler(PickleTypes types)
{
    /// <summary>How deeply objects can be nested. A thread with a small stack refuses earlier.</summary>
    public const int DeepestNesting = 5_000;

    // The number of levels between two checks of the stack, which has some 64 kB left after each.
    private const int LevelsPerCheck = 32;

    private readonly PickleWriter own = new();
    private readonly IdentityMemo memo = new();
    private PickleWriter writer = null!;
    private object? lastGlobal;
    private int lastGlobalIndex;
    private Formatter? lastFormatter;
    private int depth;

    /// <summary>Where formatters write opcodes.</summary>
    public PickleWriter Writer => writer;

    public PickleTypes Types => types;

    /// <summary>
    /// Whether this run only finds the path to what could not be pickled; it uses no compiled accessors.
    /// </summary>
    public bool IsExplaining { get; private set; }

    /// <summary>Whether its pickle is not sent: it only shows whether a value can be.</summary>
    public bool IsTrying { get; init; }

    /// <summary>
    /// Whether proxies include the keys of their servers, for a process that is being started and has none yet.
    /// </summary>
    public bool SendsKeys { get; init; }

    /// <summary>
    /// For each thing in its pickles that must live until the receiver has it, what lets go of it; null if the sender
    /// keeps what it sends.
    /// </summary>
    public List<Action>? HandedOver { get; init; }

    /// <summary>
    /// The descriptors of what is pickled, which the receiver is given when it starts; null if it runs already and
    /// cannot be given any.
    /// </summary>
    public List<Descriptor>? Descriptors { get; init; }

    /// <summary>Where long arrays go instead of the pickle; null for nowhere.</summary>
    public BlockStore? Blocks { get; set; }

    /// <summary>The pickle of a value. Valid until the next call.</summary>
    /// <exception cref="PicklingException">Something in the value cannot be sent to another process.</exception>
    public ReadOnlySpan<byte> Dump<T>(T value)
    {
        own.Truncate(0);
        Dump(value, own);
        return own.Written;
    }

    /// <summary>Appends the pickle of a value; a failure leaves <paramref name="into"/> as it was.</summary>
    /// <exception cref="PicklingException">Something in the value cannot be sent to another process.</exception>
    public void Dump<T>(T value, PickleWriter into)
    {
        var start = into.Length;
        try
        {
            WriteMessage(value, into);
        }
        catch (PicklingException) when (!IsExplaining)
        {
            into.Truncate(start);
            Explain(value, into);
            throw;
        }
        finally
        {
            memo.Clear();
            writer = null!;
        }
    }

    /// <summary>
    /// Appends a message whose opcodes are always the same, except for some values in the middle; a failure leaves
    /// <paramref name="into"/> as it was.
    /// </summary>
    /// <exception cref="PicklingException">Something in a value cannot be sent to another process.</exception>
    public void Dump(ReadOnlySpan<byte> begin, ReadOnlySpan<object?> values, ReadOnlySpan<byte> end, PickleWriter into)
    {
        var start = into.Length;
        try
        {
            Begin(into);
            into.Raw(begin);
            foreach (var value in values)
                WriteValue(value);
            into.Raw(end);
        }
        catch (PicklingException) when (!IsExplaining)
        {
            into.Truncate(start);
            Explain(values.ToArray(), into);
            throw;
        }
        finally
        {
            memo.Clear();
            writer = null!;
        }
    }

    /// <summary>Writes a value of no declared type, in its exact type.</summary>
    public void WriteValue(object? value)
    {
        if (value is null)
        {
            writer.Op(Opcode.None);
            return;
        }

        if (value is string text)
        {
            WriteText(text);
            return;
        }

        var type = value.GetType();
        var formatter = lastFormatter;
        if (formatter is null || formatter.Type != type)
            lastFormatter = formatter = types.FormatterOf(type);
        if (++depth % LevelsPerCheck == 0)
            CheckStack();
        formatter.Write(this, value);
        depth--;
    }

    private void Begin(PickleWriter into)
    {
        writer = into;
        lastGlobal = null;
        depth = 0;
        memo.Clear();
    }

    private void WriteMessage<T>(T value, PickleWriter into)
    {
        Begin(into);
        into.Op(Opcode.Proto);
        into.Op(4);
        WriteValue(value);
        into.Op(Opcode.Stop);
    }

    // The first run may have used compiled accessors, which record no path.
    private void Explain<T>(T value, PickleWriter into)
    {
        var start = into.Length;
        IsExplaining = true;
        try
        {
            WriteMessage(value, into);
        }
        catch (PicklingException e) when (e.HasPath && e.Under(TypeName.Display(value!.GetType())))
        {
            throw;
        }
        finally
        {
            IsExplaining = false;
            into.Truncate(start);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void CheckStack()
    {
        if (depth > DeepestNesting)
        {
            throw new PicklingException(
                $"objects nested more than {DeepestNesting:N0} levels deep cannot be sent to another process."
            );
        }

        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            throw new PicklingException($"objects nested {depth:N0} levels deep do not fit this thread's stack.");
        }
    }
}

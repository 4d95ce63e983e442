using System.Runtime.CompilerServices;
using Multiprocessing.Pickling.Formatters;

namespace Multiprocessing.Pickling;

/// <summary>
/// Writes values as pickles of protocol 4. CPython: <c>pickle.Pickler</c>. Two references to one object in a message
/// stay one object, and cycles are kept;
/// a boxed struct and a value with a Python twin are values, whose boxes have no identity. For one thread at a time;
/// keeps its buffer between messages.
/// </summary>
internal sealed partial class Pickler(PickleTypes types)
{
    /// <summary>How deeply objects may hold one another. A thread with a small stack refuses earlier.</summary>
    public const int DeepestNesting = 5_000;

    // How many levels are entered between two looks at the stack, which has room for some 64 kB after each.
    private const int LevelsALook = 32;

    private readonly PickleWriter own = new();
    private readonly IdentityMemo memo = new();
    private PickleWriter writer = null!;
    private object? lastGlobal;
    private int lastGlobalIndex;
    private Formatter? lastFormatter;
    private int depth;

    /// <summary>What opcodes are written to, for formatters.</summary>
    public PickleWriter Writer => writer;

    public PickleTypes Types => types;

    /// <summary>
    /// Whether this run is there to find the path to what could not cross; then no compiled accessor runs.
    /// </summary>
    public bool IsExplaining { get; private set; }

    /// <summary>
    /// Whether proxies take along the keys of their servers: to a process that is being started, and has none yet.
    /// </summary>
    public bool SendsKeys { get; init; }

    /// <summary>The pickle of a value. Valid until the next.</summary>
    /// <exception cref="PicklingException">Something that the value holds cannot cross.</exception>
    public ReadOnlySpan<byte> Dump<T>(T value)
    {
        own.Truncate(0);
        Dump(value, own);
        return own.Written;
    }

    /// <summary>Appends the pickle of a value; after a failure <paramref name="into"/> is as it was.</summary>
    /// <exception cref="PicklingException">Something that the value holds cannot cross.</exception>
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
    /// Appends a message whose opcodes are always the same but for some values in their midst; after a failure
    /// <paramref name="into"/> is as it was.
    /// </summary>
    /// <exception cref="PicklingException">Something that a value holds cannot cross.</exception>
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

    /// <summary>Writes a value whose type is known by itself only: in its exact type.</summary>
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
        if (++depth % LevelsALook == 0)
            LookAtStack();
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

    // The first run may have gone through compiled accessors, which keep no path.
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
    private void LookAtStack()
    {
        if (depth > DeepestNesting)
        {
            throw new PicklingException(
                $"objects that hold one another more than {DeepestNesting:N0} levels deep cannot cross."
            );
        }

        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            throw new PicklingException(
                $"objects that hold one another {depth:N0} levels deep do not fit this thread's stack."
            );
        }
    }
}

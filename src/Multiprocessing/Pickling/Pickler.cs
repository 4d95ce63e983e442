using System.Runtime.CompilerServices;
using Multiprocessing.Pickling.Formatters;
using Multiprocessing.Pickling.Python;

namespace Multiprocessing.Pickling;

/// <summary>
/// Writes values as pickles of protocol 4. CPython: <c>pickle.Pickler</c>. Two references to one object in a message
/// stay one object, and cycles are kept;
/// a boxed struct and a value with a Python twin are values, whose boxes have no identity. For one thread at a time;
/// keeps its buffer between messages.
/// </summary>
internal sealed class Pickler(PickleTypes types)
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
    private Formatter? lastShape;
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
        var formatter = lastShape;
        if (formatter is null || formatter.Type != type)
            lastShape = formatter = types.FormatterOf(type);
        if (++depth % LevelsALook == 0)
            LookAtStack();
        formatter.Write(this, value);
        depth--;
    }

    public void WriteText(string? text)
    {
        if (text is null)
        {
            writer.Op(Opcode.None);
        }
        else if (memo.TryGetOrAdd(text, out var index))
        {
            writer.Get(index);
        }
        else
        {
            writer.Text(text);
            writer.Op(Opcode.Memoize);
        }
    }

    /// <summary>
    /// True where an object was written before: then only its number is written. Else it is to be memoized next, by
    /// <see cref="Memoize"/>.
    /// </summary>
    public bool WriteAlias(object value)
    {
        if (!memo.TryGet(value, out var index))
            return false;
        writer.Get(index);
        return true;
    }

    /// <summary>Numbers the object on top of the reader's stack.</summary>
    public void Memoize(object value)
    {
        memo.TryGetOrAdd(value, out _);
        writer.Op(Opcode.Memoize);
    }

    /// <summary>
    /// Writes the opcode that makes an immutable object of what stands on the reader's stack, and numbers it. Where it
    /// came to have a number
    /// on the way, through a list that holds it, what stands there is dropped for that object, as CPython does.
    /// </summary>
    public void WriteMadeOf(byte opcode, object value)
    {
        if (!memo.TryGetOrAdd(value, out var index))
        {
            writer.Op(opcode);
            writer.Op(Opcode.Memoize);
            return;
        }

        if (opcode is Opcode.Tuple or Opcode.FrozenSet)
        {
            writer.Op(Opcode.PopMark);
        }
        else
        {
            for (var parts = opcode == Opcode.NewObjEx ? 3 : 2; parts > 0; parts--)
                writer.Op(Opcode.Pop);
        }

        writer.Get(index);
    }

    /// <summary>
    /// Begins an object that the pickle fills afterwards: false where it was written before, and only its number was
    /// written now.
    /// </summary>
    public bool BeginObject(Formatter formatter, object value)
    {
        if (ReferenceEquals(formatter, lastGlobal))
        {
            if (memo.TryGetOrAdd(value, out var index))
            {
                writer.Get(index);
                return false;
            }

            writer.Get(lastGlobalIndex);
            writer.Op(Opcode.EmptyTuple);
            writer.Op(Opcode.NewObj);
            writer.Op(Opcode.Memoize);
            return true;
        }

        if (WriteAlias(value))
            return false;
        WriteGlobal(formatter);
        writer.Op(Opcode.EmptyTuple);
        writer.Op(Opcode.NewObj);
        Memoize(value);
        return true;
    }

    /// <summary>Writes the global that names a formatter's type.</summary>
    public void WriteGlobal(Formatter formatter)
    {
        if (ReferenceEquals(formatter, lastGlobal))
            writer.Get(lastGlobalIndex);
        else
            WriteGlobal(formatter, formatter.Global);
    }

    /// <summary>Writes a global by its name.</summary>
    public void WriteGlobal(PythonGlobal global) => WriteGlobal(global, global);

    private void WriteGlobal(object key, PythonGlobal global)
    {
        if (memo.TryGetOrAdd(key, out var index))
        {
            writer.Get(index);
        }
        else
        {
            writer.Global(global.Module, global.Name);
            writer.Op(Opcode.Memoize);
        }

        lastGlobal = key;
        lastGlobalIndex = index;
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

using Multiprocessing.Pickling.Formatters;
using Multiprocessing.Pickling.Python;

namespace Multiprocessing.Pickling;

// What is written once in a message, and referred to by its number afterwards.
internal sealed partial class Pickler
{
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
}

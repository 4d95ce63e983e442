using Multiprocessing.Pickling.Formatters;
using Multiprocessing.Pickling.Python;

namespace Multiprocessing.Pickling;

// Objects that are written once in a message, and afterwards by their numbers.
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
    /// Writes the number of an object that was written before. False for a new one, which must be written and then
    /// numbered by <see cref="Memoize"/>.
    /// </summary>
    public bool WriteAlias(object value)
    {
        if (!memo.TryGet(value, out var index))
            return false;
        writer.Get(index);
        return true;
    }

    /// <summary>Whether an object was written before in this message.</summary>
    public bool HasWritten(object value) => memo.TryGet(value, out _);

    /// <summary>Numbers the object on top of the reader's stack.</summary>
    public void Memoize(object value)
    {
        memo.TryGetOrAdd(value, out _);
        writer.Op(Opcode.Memoize);
    }

    /// <summary>
    /// Writes the opcode that makes an immutable object from its parts on the reader's stack, and numbers it. If
    /// writing the parts already wrote and numbered the object, as through a list in it that refers to it, the parts
    /// are dropped and that object is used, as in CPython.
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
    /// Begins an object that the pickle fills afterwards. False if it was written before; then its number is written.
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

    /// <summary>Writes the global that names the type of a formatter.</summary>
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
            types.CheckName(global);
            writer.Global(global.Module, global.Name);
            writer.Op(Opcode.Memoize);
        }

        lastGlobal = key;
        lastGlobalIndex = index;
    }
}

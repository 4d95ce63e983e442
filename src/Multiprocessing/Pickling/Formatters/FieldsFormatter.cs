using System.Runtime.CompilerServices;

namespace Multiprocessing.Pickling.Formatters;

/// <summary>
/// A class or struct that is pickled by its fields, including private ones and those of base classes, except
/// <c>[NonSerialized]</c> ones.
/// </summary>
internal abstract class FieldsFormatter(PickleTypes types, Type type) : Formatter(type)
{
    // Compiling costs about as much as it saves on a thousand values.
    private const int CompileAfter = 1_000;

    private SerializedField[]? fields;
    private CompiledFields? compiled;
    private int count;

    protected int Count => Fields.Length;

    private SerializedField[] Fields =>
        fields ??= SerializedField.Of(types, SerializedField.FieldsOf(Type, until: null));

    /// <summary>Writes the fields' values as one tuple.</summary>
    protected void WriteFields(Pickler pickler, object value)
    {
        var fields = Fields;
        if (fields.Length > 3)
            pickler.Writer.Op(Opcode.Mark);
        if (this.compiled is { } compiled && !pickler.IsExplaining)
            compiled.Write(pickler, value);
        else
            WriteByReflection(pickler, value, fields);
        pickler.Writer.Op(
            fields.Length switch
            {
                0 => Opcode.EmptyTuple,
                1 => Opcode.Tuple1,
                2 => Opcode.Tuple2,
                3 => Opcode.Tuple3,
                _ => Opcode.Tuple,
            }
        );
    }

    /// <summary>Sets the fields from the items of that tuple.</summary>
    protected void ReadFields(object target, StackSpan values)
    {
        var fields = Fields;
        if (values.Length != fields.Length)
            throw new UnpicklingException($"{this} has {fields.Length} fields, not {values.Length}.");

        if (this.compiled is { } compiled)
        {
            compiled.Read(target, values);
            return;
        }

        CountOne(fields);
        for (var i = 0; i < fields.Length; i++)
            fields[i].Read(target, values[i]);
    }

    private void WriteByReflection(Pickler pickler, object value, SerializedField[] fields)
    {
        CountOne(fields);
        foreach (var field in fields)
            field.Write(pickler, field.Info.GetValue(value));
    }

    private void CountOne(SerializedField[] fields)
    {
        if (++count == CompileAfter && RuntimeFeature.IsDynamicCodeCompiled)
            compiled = new CompiledFields(Type, fields);
    }
}

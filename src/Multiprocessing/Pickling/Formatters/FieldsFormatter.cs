using System.Runtime.CompilerServices;

namespace Multiprocessing.Pickling.Formatters;

/// <summary>
/// A class or struct that crosses by its fields, private ones and those of its base classes too; <c>[NonSerialized]</c>
/// ones stay behind.
/// </summary>
internal abstract class FieldsFormatter(PickleTypes types, Type type) : Formatter(type)
{
    // Compiling costs as much as some thousand values save.
    private const int Hot = 1_000;

    private SerializedField[]? members;
    private CompiledFields? compiled;
    private int seen;

    protected int Count => Members.Length;

    private SerializedField[] Members =>
        members ??= SerializedField.Of(types, SerializedField.FieldsOf(Type, until: null));

    /// <summary>Writes the fields' values as one tuple.</summary>
    protected void WriteFields(Pickler pickler, object value)
    {
        var members = Members;
        if (members.Length > 3)
            pickler.Writer.Op(Opcode.Mark);
        if (this.compiled is { } compiled && !pickler.IsExplaining)
            compiled.Write(pickler, value);
        else
            WriteByReflection(pickler, value, members);
        pickler.Writer.Op(
            members.Length switch
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
        var members = Members;
        if (values.Length != members.Length)
            throw new UnpicklingException($"{this} has {members.Length} fields, not {values.Length}.");

        if (this.compiled is { } compiled)
        {
            compiled.Read(target, values);
            return;
        }

        CountOne(members);
        for (var i = 0; i < members.Length; i++)
            members[i].Read(target, values[i]);
    }

    private void WriteByReflection(Pickler pickler, object value, SerializedField[] members)
    {
        CountOne(members);
        foreach (var member in members)
            member.Write(pickler, member.Field.GetValue(value));
    }

    private void CountOne(SerializedField[] members)
    {
        if (++seen == Hot && RuntimeFeature.IsDynamicCodeCompiled)
            compiled = new CompiledFields(Type, members);
    }
}

using System.Reflection;
using System.Runtime.CompilerServices;

namespace Multiprocessing.Pickling;

/// <summary>A class or struct that crosses by its fields, private ones and those of its base classes too; <c>[NonSerialized]</c> ones stay behind.</summary>
internal abstract class FieldsShape(PickleTypes types, Type type) : Shape(type)
{
    // Compiling costs as much as some thousand values save.
    private const int Hot = 1_000;

    private FieldInfo[]? _fields;
    private Site[]? _sites;
    private CompiledFields? _compiled;
    private int _seen;

    private FieldInfo[] Fields => _fields ?? FindFields();

    protected int Count => Fields.Length;

    /// <summary>Writes the fields' values as one tuple.</summary>
    protected void WriteFields(Pickler pickler, object value)
    {
        var fields = Fields;
        if (fields.Length > 3)
            pickler.Writer.Op(Opcode.Mark);
        if (_compiled is { } compiled && !pickler.IsExplaining)
            compiled.Write(pickler, value);
        else
            WriteByReflection(pickler, value, fields);
        pickler.Writer.Op(fields.Length switch
        {
            0 => Opcode.EmptyTuple,
            1 => Opcode.Tuple1,
            2 => Opcode.Tuple2,
            3 => Opcode.Tuple3,
            _ => Opcode.Tuple,
        });
    }

    /// <summary>Sets the fields from the items of that tuple.</summary>
    protected void ReadFields(object target, ReadOnlySpan<Slot> values)
    {
        var fields = Fields;
        if (values.Length != fields.Length)
            throw new UnpicklingException($"{this} has {fields.Length} fields, not {values.Length}.");

        if (_compiled is { } compiled)
        {
            compiled.Read(target, values);
            return;
        }

        CountOne();
        for (var i = 0; i < fields.Length; i++)
            fields[i].SetValue(target, _sites![i].Read(values[i]));
    }

    private void WriteByReflection(Pickler pickler, object value, FieldInfo[] fields)
    {
        CountOne();
        var i = 0;
        try
        {
            for (; i < fields.Length; i++)
                _sites![i].Write(pickler, fields[i].GetValue(value));
        }
        catch (PicklingException e) when (e.Under($".{MemberName.Of(fields[i])}"))
        {
            throw;
        }
    }

    private void CountOne()
    {
        if (++_seen == Hot && RuntimeFeature.IsDynamicCodeCompiled)
            _compiled = new CompiledFields(Type, _fields!, _sites!);
    }

    private FieldInfo[] FindFields()
    {
        var fields = MemberName.FieldsOf(Type, until: null);
        var sites = new Site[fields.Length];
        for (var i = 0; i < sites.Length; i++)
            sites[i] = new Site(types, fields[i].FieldType);
        _sites = sites;
        return _fields = fields;
    }
}

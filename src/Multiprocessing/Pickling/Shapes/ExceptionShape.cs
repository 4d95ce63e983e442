using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;

namespace Multiprocessing.Pickling;

/// <summary>
/// An exception: type, message, inner exception, HRESULT, stack trace as text, and its own fields. Of an exception of the framework only fields that hold plain
/// values cross. It is made again without running a constructor of its class.
/// </summary>
internal sealed class ExceptionShape(PickleTypes types, Type type) : Shape(type)
{
    private const int Common = 4;

    private FieldInfo[]? _fields;
    private Site[]? _sites;

    public override void Write(Pickler pickler, object value)
    {
        if (!pickler.BeginObject(this, value))
            return;

        var exception = (Exception)value;
        var writer = pickler.Writer;
        writer.Op(Opcode.Mark);
        pickler.WriteText(Internals.Message(exception));
        WriteMember(pickler, exception.InnerException, nameof(exception.InnerException));
        writer.Int(exception.HResult);
        pickler.WriteText(exception.StackTrace);
        var fields = _fields ?? FindFields();
        for (var i = 0; i < fields.Length; i++)
            WriteMember(pickler, CrossingValue(fields[i], exception), MemberName.Of(fields[i]), _sites![i]);
        writer.Op(Opcode.Tuple);
        writer.Op(Opcode.Build);
    }

    public override object New(ReadOnlySpan<Slot> arguments, ref Budget budget)
    {
        var exception = (Exception)RuntimeHelpers.GetUninitializedObject(Type);
        Internals.Construct(exception);
        return exception;
    }

    public override void Build(object target, ReadOnlySpan<Slot> state)
    {
        var fields = _fields ?? FindFields();
        if (state.Length != Common + fields.Length)
            throw new UnpicklingException($"{this} has {Common + fields.Length} values, not {state.Length}.");

        var exception = (Exception)target;
        Internals.Message(exception) = state[0].IsNone ? null : state[0].ToText();
        Internals.InnerException(exception) = state[1].IsNone ? null : Conversion.To<Exception>(state[1]);
        exception.HResult = state[2].ToInt32();
        if (!state[3].IsNone)
            ExceptionDispatchInfo.SetRemoteStackTrace(exception, state[3].ToText());
        for (var i = 0; i < fields.Length; i++)
            fields[i].SetValue(exception, _sites![i].Read(state[Common + i]));
    }

    private static void WriteMember(Pickler pickler, object? value, string name, Site? site = null)
    {
        try
        {
            if (site is null)
                pickler.WriteValue(value);
            else
                site.Write(pickler, value);
        }
        catch (PicklingException e) when (e.Under($".{name}"))
        {
            throw;
        }
    }

    private static object? CrossingValue(FieldInfo field, Exception exception)
    {
        var value = field.GetValue(exception);
        return field.FieldType == typeof(object) && BuiltInTypes.IsFramework(field.DeclaringType!.Assembly) && value is not null && !IsPlain(value.GetType())
            ? null
            : value;
    }

    private static bool IsPlain(Type type) => BlockShape.Holds(type) || type == typeof(string) || type == typeof(decimal);

    private FieldInfo[] FindFields()
    {
        var fields = new List<FieldInfo>();
        foreach (var field in MemberName.FieldsOf(Type, until: typeof(Exception)))
        {
            var plain = IsPlain(field.FieldType) || field.FieldType == typeof(object) || field.FieldType == typeof(Exception) || field.FieldType == typeof(Exception[]);
            if (plain || !BuiltInTypes.IsFramework(field.DeclaringType!.Assembly))
                fields.Add(field);
        }

        var sites = new Site[fields.Count];
        for (var i = 0; i < sites.Length; i++)
            sites[i] = new Site(types, fields[i].FieldType);
        _sites = sites;
        return _fields = [.. fields];
    }

    /// <summary>What of an exception only its constructor can set.</summary>
    internal static class Internals
    {
        [UnsafeAccessor(UnsafeAccessorKind.Method, Name = ".ctor")]
        public static extern void Construct(Exception exception);

        [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_message")]
        public static extern ref string? Message(Exception exception);

        [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_innerException")]
        public static extern ref Exception? InnerException(Exception exception);
    }
}

using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;

namespace Multiprocessing.Pickling.Formatters;

/// <summary>
/// An exception: type, message, inner exception, HRESULT, stack trace as text, and its own fields. Of the fields that
/// the framework declares, only those with plain values are written. It is created without running a constructor of its
/// class.
/// </summary>
internal sealed class ExceptionFormatter(PickleTypes types, Type type) : Formatter(type)
{
    private const int Common = 4;

    private SerializedField[] Fields => field ??= SerializedField.Of(types, FindFields());

    public override void Write(Pickler pickler, object value)
    {
        if (!pickler.BeginObject(this, value))
            return;

        var exception = (Exception)value;
        var writer = pickler.Writer;
        writer.Op(Opcode.Mark);
        pickler.WriteText(Internals.Message(exception));
        WriteInnerException(pickler, exception.InnerException);
        writer.Int(exception.HResult);
        pickler.WriteText(exception.StackTrace);
        foreach (var field in Fields)
            field.Write(pickler, SerializedValue(field.Info, exception));
        writer.Op(Opcode.Tuple);
        writer.Op(Opcode.Build);
    }

    public override object New(StackSpan arguments, ref Budget budget)
    {
        var exception = (Exception)RuntimeHelpers.GetUninitializedObject(Type);
        Internals.Construct(exception);
        return exception;
    }

    public override void Build(object target, StackSpan state)
    {
        var fields = Fields;
        if (state.Length != Common + fields.Length)
            throw new UnpicklingException($"{this} has {Common + fields.Length} values, not {state.Length}.");

        var exception = (Exception)target;
        Internals.Message(exception) = state[0].IsNone ? null : state[0].ToText();
        Internals.InnerException(exception) = state[1].IsNone ? null : Conversion.To<Exception>(state[1]);
        exception.HResult = state[2].ToInt32();
        if (!state[3].IsNone)
            ExceptionDispatchInfo.SetRemoteStackTrace(exception, state[3].ToText());
        for (var i = 0; i < fields.Length; i++)
            fields[i].Read(exception, state[Common + i]);
    }

    private static void WriteInnerException(Pickler pickler, Exception? inner)
    {
        try
        {
            pickler.WriteValue(inner);
        }
        catch (PicklingException e) when (e.Under($".{nameof(Exception.InnerException)}"))
        {
            throw;
        }
    }

    private static object? SerializedValue(FieldInfo field, Exception exception)
    {
        var value = field.GetValue(exception);
        return
            field.FieldType == typeof(object)
            && BuiltInTypes.IsFramework(field.DeclaringType!.Assembly)
            && value is not null
            && !IsPlain(value.GetType())
            ? null
            : value;
    }

    private static bool IsPlain(Type type) =>
        BlockFormatter.CanHold(type) || type == typeof(string) || type == typeof(decimal);

    private List<FieldInfo> FindFields()
    {
        var fields = SerializedField.FieldsOf(Type, until: typeof(Exception));
        fields.RemoveAll(static field =>
            BuiltInTypes.IsFramework(field.DeclaringType!.Assembly)
            && !IsPlain(field.FieldType)
            && field.FieldType != typeof(object)
            && field.FieldType != typeof(Exception)
            && field.FieldType != typeof(Exception[])
        );
        return fields;
    }

    /// <summary>The members of an exception that otherwise only its constructor can set.</summary>
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

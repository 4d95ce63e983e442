using System.Collections;
using System.Collections.Specialized;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;

namespace Multiprocessing.Pickling.Formatters;

/// <summary>
/// An exception: type, message, inner exception, HRESULT, stack trace as text, help link, source, data, and its own
/// fields. Of the fields that the framework declares, only those with plain values or exceptions are written, and of
/// its data what can be sent. It is created without running a constructor of its class.
/// </summary>
internal sealed class ExceptionFormatter(PickleTypes types, Type type) : Formatter(type)
{
    private const int Common = 7;

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
        pickler.WriteText(TextOf(exception, static exception => exception.StackTrace));
        pickler.WriteText(Internals.HelpLink(exception));
        pickler.WriteText(TextOf(exception, static exception => exception.Source));
        WriteData(pickler, exception);
        foreach (var field in Fields)
            field.Write(pickler, SerializedValue(pickler, field.Info, exception));
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
        Internals.Message(exception) = Text(state[0]);
        Internals.InnerException(exception) = state[1].IsNone ? null : Conversion.To<Exception>(state[1]);
        exception.HResult = state[2].ToInt32();
        if (Text(state[3]) is { } trace)
            ExceptionDispatchInfo.SetRemoteStackTrace(exception, trace);
        Internals.HelpLink(exception) = Text(state[4]);
        Internals.Source(exception) = Text(state[5]);
        if (!state[6].IsNone)
            Internals.Data(exception) = ReadData(Conversion.To<object?[]>(state[6]));
        for (var i = 0; i < fields.Length; i++)
            fields[i].Read(exception, state[Common + i]);
    }

    private static string? Text(in StackValue value) => value.IsNone ? null : value.ToText();

    // A property that throws loses its own text only.
    private static string? TextOf(Exception exception, Func<Exception, string?> property)
    {
        try
        {
            return property(exception);
        }
        catch (Exception)
        {
            return null;
        }
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

    private static void WriteData(Pickler pickler, Exception exception)
    {
        var sent = new List<object?>();
        foreach (DictionaryEntry entry in Internals.Data(exception) ?? new ListDictionary())
        {
            if (CanBeSent(pickler, entry.Key) && CanBeSent(pickler, entry.Value))
                sent.AddRange([entry.Key, entry.Value]);
        }

        pickler.WriteValue(sent.Count == 0 ? null : sent.ToArray());
    }

    private static ListDictionary ReadData(object?[] pairs)
    {
        var data = new ListDictionary();
        for (var i = 0; i + 1 < pairs.Length; i += 2)
            data[pairs[i]!] = pairs[i + 1];
        return data;
    }

    private static object? SerializedValue(Pickler pickler, FieldInfo field, Exception exception)
    {
        var value = field.GetValue(exception);
        return
            field.FieldType == typeof(object)
            && BuiltInTypes.IsFramework(field.DeclaringType!.Assembly)
            && !CanBeSent(pickler, value)
            ? null
            : value;
    }

    // Found by pickling it, without what exceptions in it hold in such places: each of those is tried for itself.
    private static bool CanBeSent(Pickler pickler, object? value)
    {
        if (value is null || IsPlain(value.GetType()))
            return true;
        if (pickler.IsTrying)
            return false;
        try
        {
            new Pickler(pickler.Types) { IsTrying = true }.Dump(value);
            return true;
        }
        catch (PicklingException)
        {
            return false;
        }
    }

    private static bool IsPlain(Type type) =>
        BlockFormatter.CanHold(type) || type == typeof(string) || type == typeof(decimal);

    private bool IsSent(Type declared)
    {
        var type = Nullable.GetUnderlyingType(declared) ?? declared;
        return IsPlain(type)
            || type == typeof(Type)
            || type.IsAssignableTo(typeof(Exception))
            || type.IsSZArray && IsSent(type.GetElementType()!)
            || !type.IsArray && types.FormatterOf(type) is ScalarFormatter;
    }

    private List<FieldInfo> FindFields()
    {
        var fields = SerializedField.FieldsOf(Type, until: typeof(Exception));
        fields.RemoveAll(field =>
            BuiltInTypes.IsFramework(field.DeclaringType!.Assembly)
            && field.FieldType != typeof(object)
            && !IsSent(field.FieldType)
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

        [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_helpURL")]
        public static extern ref string? HelpLink(Exception exception);

        [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_source")]
        public static extern ref string? Source(Exception exception);

        [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_data")]
        public static extern ref IDictionary? Data(Exception exception);
    }
}

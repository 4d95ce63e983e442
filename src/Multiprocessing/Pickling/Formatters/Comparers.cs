using Multiprocessing.Pickling.Python;

namespace Multiprocessing.Pickling.Formatters;

/// <summary>
/// The comparer of a collection, as the arguments that it is created with: none for the default, the number of a
/// well-known comparer, or the application's own comparer.
/// </summary>
internal static class Comparers
{
    private const int Ordinal = 0;
    private const int OrdinalIgnoringCase = 1;
    private const int Python = 2;

    /// <summary>Whether a comparer is not an object of the message, which may not be whole yet.</summary>
    public static bool IsKnown(object comparer, object byDefault) =>
        comparer.Equals(byDefault)
        || comparer.Equals(StringComparer.Ordinal)
        || comparer.Equals(StringComparer.OrdinalIgnoreCase)
        || ReferenceEquals(comparer, PythonEquality.Comparer);

    public static void Write(Pickler pickler, object comparer, object byDefault)
    {
        if (comparer.Equals(byDefault))
        {
            pickler.Writer.Op(Opcode.EmptyTuple);
            return;
        }

        if (comparer.Equals(StringComparer.Ordinal))
            pickler.Writer.Int(Ordinal);
        else if (comparer.Equals(StringComparer.OrdinalIgnoreCase))
            pickler.Writer.Int(OrdinalIgnoringCase);
        else if (ReferenceEquals(comparer, PythonEquality.Comparer))
            pickler.Writer.Int(Python);
        else
            WriteOwn(pickler, comparer);
        pickler.Writer.Op(Opcode.Tuple1);
    }

    public static IEqualityComparer<T>? ReadEquality<T>(StackSpan arguments) =>
        arguments.Length == 0 ? null : Read<IEqualityComparer<T>>(arguments[0]);

    public static IComparer<T>? ReadOrder<T>(StackSpan arguments) =>
        arguments.Length == 0 ? null : Read<IComparer<T>>(arguments[0]);

    private static void WriteOwn(Pickler pickler, object comparer)
    {
        try
        {
            pickler.WriteValue(comparer);
        }
        catch (PicklingException e) when (e.Under(".Comparer"))
        {
            throw;
        }
    }

    private static T Read<T>(in StackValue stackValue)
        where T : class
    {
        object? comparer = stackValue.IsInteger
            ? stackValue.Bits switch
            {
                Ordinal => StringComparer.Ordinal,
                OrdinalIgnoringCase => StringComparer.OrdinalIgnoreCase,
                Python => PythonEquality.Comparer,
                _ => null,
            }
            : stackValue.Reference;
        return comparer as T ?? throw stackValue.Unexpected(TypeName.Display(typeof(T)));
    }
}

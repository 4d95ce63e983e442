using System.Numerics;
using System.Runtime.CompilerServices;
using Multiprocessing.Pickling.Python;

namespace Multiprocessing.Managers.Server.Python;

/// <summary>Python's order, <c>&lt;</c>, for sorting.</summary>
internal sealed class PythonOrder : IComparer<object?>
{
    public static readonly PythonOrder Instance = new();

    private const int ShortText = 512;

    private PythonOrder() { }

    /// <exception cref="PythonError">The two have no order: TypeError.</exception>
    public int Compare(object? x, object? y)
    {
        if (x is null or int or double or long or bool or string { Length: < ShortText })
            return CompareParts(x, y);
        RuntimeHelpers.EnsureSufficientExecutionStack();
        RequestWork.Enter(x, "in comparison");
        try
        {
            return CompareParts(x, y);
        }
        finally
        {
            RequestWork.Leave();
        }
    }

    private static int CompareParts(object? x, object? y)
    {
        var (given, other) = (x, y);
        (x, y) = (PlainValue.Of(x), PlainValue.Of(y));
        return (Comparable(x), Comparable(y)) switch
        {
            (double left, double right) => left.CompareTo(right),
            (BigInteger left, BigInteger right) => left.CompareTo(right),
            (BigInteger left, double right) => -Compare(right, left),
            (double left, BigInteger right) => Compare(left, right),
            (string left, string right) => Compare(left, right),
            (PythonNumber.Fraction left, double right) => double.IsFinite(right)
                ? left.CompareTo(PythonNumber.Fraction.Of(right))
                : -right.CompareTo(0.0),
            (PythonNumber.Fraction left, BigInteger right) => left.CompareTo(new PythonNumber.Fraction(right, 1)),
            (double or BigInteger, PythonNumber.Fraction) => -Instance.Compare(y, x),
            _ when PythonBytes.OfAny(x) is { } left && PythonBytes.OfAny(y) is { } right => left.AsSpan()
                .SequenceCompareTo(right),
            _ when PythonComparer.Numbers(x) is { } left && PythonComparer.Numbers(y) is { } right => Compare(
                left,
                right
            ),
            (IReadOnlyList<object?> left, IReadOnlyList<object?> right) when x!.GetType() == y!.GetType() => Compare(
                left,
                right
            ),
            (IComparable left, { } right) when left.GetType() == right.GetType() => left.CompareTo(right),
            (PythonObject, _) or (_, PythonObject) or (HashSet<object?>, HashSet<object?>) => throw PythonError.TypeOf(
                $"'{PythonNames.TypeOf(given)}' and '{PythonNames.TypeOf(other)}' cannot be ordered in a .NET server: "
                    + "sort a copy, and assign it to [:]"
            ),
            _ => throw PythonError.TypeOf(
                $"'<' not supported between instances of '{PythonNames.TypeOf(given)}' and "
                    + $"'{PythonNames.TypeOf(other)}'"
            ),
        };
    }

    private static object? Comparable(object? value) =>
        value switch
        {
            bool truth => truth ? BigInteger.One : BigInteger.Zero,
            int number => (BigInteger)number,
            long number => (BigInteger)number,
            _ => value,
        };

    private static int Compare(double x, BigInteger y)
    {
        if (double.IsNaN(x))
            return -1;
        if (double.IsInfinity(x))
            return x > 0 ? 1 : -1;

        var whole = new BigInteger(Math.Floor(x));
        return whole != y ? whole.CompareTo(y)
            : x > Math.Floor(x) ? 1
            : 0;
    }

    private static int Compare(IReadOnlyList<object?> x, IReadOnlyList<object?> y)
    {
        for (var i = 0; i < Math.Min(x.Count, y.Count); i++)
        {
            if (!PythonComparer.AreEqual(x[i], y[i]))
                return Instance.Compare(x[i], y[i]);
        }

        return x.Count.CompareTo(y.Count);
    }

    // By code points: surrogates encode the highest ones, so they come after all other characters.
    private static int Compare(string x, string y)
    {
        for (var i = 0; i < Math.Min(x.Length, y.Length); i++)
        {
            if (x[i] == y[i])
                continue;

            return char.IsSurrogate(x[i]) == char.IsSurrogate(y[i]) ? x[i].CompareTo(y[i])
                : char.IsSurrogate(x[i]) ? 1
                : -1;
        }

        return x.Length.CompareTo(y.Length);
    }
}

using Multiprocessing.Managers.Server.Python;

namespace Multiprocessing.Managers.Server.Objects;

/// <summary>The arguments of one call, each at the place of its parameter.</summary>
internal readonly struct BoundArguments(ClientThread clientThread, object?[] values)
{
    /// <summary>Who calls.</summary>
    public ClientThread Caller { get; } = clientThread;

    public object? this[int parameter] => values[parameter];

    /// <summary>Whether an argument was given for a parameter that may be left out.</summary>
    public bool Has(int parameter) => !ReferenceEquals(values[parameter], PythonSignature.Absent);

    /// <summary>Python's truth of an argument.</summary>
    public bool IsTrue(int parameter) =>
        values[parameter] switch
        {
            null => false,
            bool truth => truth,
            int number => number != 0,
            double number => number != 0,
            string text => text.Length > 0,
            System.Collections.ICollection items => items.Count > 0,
            _ => true,
        };

    /// <summary>An integer argument.</summary>
    /// <exception cref="PythonError">It is none, or beyond an int: TypeError or OverflowError.</exception>
    public int Integer(int parameter) =>
        values[parameter] switch
        {
            int number => number,
            bool truth => truth ? 1 : 0,
            long or System.Numerics.BigInteger => throw PythonError.Of(
                "OverflowError",
                "Python int too large to convert to C int"
            ),
            var other => throw PythonError.TypeOf(
                $"'{PythonNames.TypeOf(other)}' object cannot be interpreted as an integer"
            ),
        };

    /// <summary>An argument that counts or points: one beyond an int is the nearest that is none.</summary>
    /// <exception cref="PythonError">It is no integer, or beyond 64 bits: TypeError or OverflowError.</exception>
    public int Index(int parameter) =>
        values[parameter] is long number ? (number < 0 ? int.MinValue : int.MaxValue) : Integer(parameter);

    /// <summary>An argument in seconds; null where it is None.</summary>
    /// <exception cref="PythonError">It is no number: TypeError.</exception>
    public double? Seconds(int parameter) =>
        values[parameter] switch
        {
            null => null,
            int number => number,
            long number => number,
            double number => number,
            bool truth => truth ? 1 : 0,
            var other => throw PythonError.TypeOf(
                $"'{PythonNames.TypeOf(other)}' object cannot be interpreted as an integer or a float"
            ),
        };
}

using Multiprocessing.Managers.Server.Python;

namespace Multiprocessing.Managers.Server.Objects;

/// <summary>The arguments of one call, in the order of its parameters.</summary>
internal readonly struct BoundArguments(ClientThread clientThread, object?[] values)
{
    /// <summary>The thread that calls.</summary>
    public ClientThread ClientThread { get; } = clientThread;

    public object? this[int parameter] => values[parameter];

    /// <summary>Whether an argument was given for an optional parameter.</summary>
    public bool Has(int parameter) => !ReferenceEquals(values[parameter], PythonSignature.Absent);

    /// <summary>An argument as Python's <c>bool()</c> gives it.</summary>
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
    /// <exception cref="PythonError">It is not an integer, or does not fit an int: TypeError or
    /// OverflowError.</exception>
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

    /// <summary>
    /// An argument that is a count or an index; one that does not fit an int becomes the nearest int.
    /// </summary>
    /// <exception cref="PythonError">It is not an integer, or does not fit 64 bits: TypeError or
    /// OverflowError.</exception>
    public int Index(int parameter) =>
        values[parameter] is long number ? (number < 0 ? int.MinValue : int.MaxValue) : Integer(parameter);

    /// <summary>An argument in seconds; null where it is None.</summary>
    /// <exception cref="PythonError">It is not a number: TypeError.</exception>
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

namespace Multiprocessing.Testing.Transcripts;

/// <summary>
/// Orders tasks by name, numbers in it by value: f(9) before f(10). Lines outside of tasks come last.
/// </summary>
internal sealed class TaskOrder : IComparer<string?>
{
    public static readonly TaskOrder IdleLast = new();

    public int Compare(string? x, string? y)
    {
        if (x is null || y is null)
            return (x is null).CompareTo(y is null);

        int i = 0,
            j = 0;
        while (i < x.Length && j < y.Length)
        {
            var order =
                char.IsAsciiDigit(x[i]) && char.IsAsciiDigit(y[j])
                    ? Number(x, ref i).CompareTo(Number(y, ref j))
                    : x[i++].CompareTo(y[j++]);
            if (order != 0)
                return order;
        }

        return (x.Length - i).CompareTo(y.Length - j);
    }

    private static UInt128 Number(string text, ref int position)
    {
        UInt128 number = 0;
        while (position < text.Length && char.IsAsciiDigit(text[position]))
            number = number * 10 + (UInt128)(text[position++] - '0');
        return number;
    }
}

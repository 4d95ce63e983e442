using Multiprocessing.Managers.Server.Python;

namespace Multiprocessing.Managers.Server.Objects;

/// <summary>The arguments of one call as they came, and the thread that calls.</summary>
internal sealed record CallArguments(
    ClientThread ClientThread,
    IReadOnlyList<object?> Positional,
    Dictionary<object, object?> Named
)
{
    /// <summary>Reads <c>args</c> and <c>kwds</c> of a request.</summary>
    /// <exception cref="PythonError">They are not a sequence and a dictionary with names as keys:
    /// TypeError.</exception>
    public static CallArguments Of(ClientThread clientThread, object? positional, object? named)
    {
        if (positional is not IReadOnlyList<object?> values || positional is Array)
            throw PythonError.TypeOf($"argument after * must be an iterable, not {PythonNames.TypeOf(positional)}");
        if (named is not Dictionary<object, object?> names)
            throw PythonError.TypeOf($"argument after ** must be a mapping, not {PythonNames.TypeOf(named)}");

        foreach (var name in names.Keys)
        {
            if (name is not string)
                throw PythonError.TypeOf("keywords must be strings");
        }

        return new(clientThread, values, names);
    }

    /// <summary>The arguments without the first ones.</summary>
    public CallArguments Skip(int count) => this with { Positional = [.. Positional.Skip(count)] };
}

using System.Globalization;
using Multiprocessing.Managers.Server.Python;

namespace Multiprocessing.Managers.Server.Objects;

/// <summary>
/// A method's name and parameters, in Python's syntax: <c>get(block=True, timeout=None)</c>. A default is None, True,
/// False or an integer; <c>?</c> after a name makes the parameter optional, without a default; <c>*name</c> takes all
/// further arguments, and <c>**name</c> all further keyword arguments.
/// </summary>
internal sealed class PythonSignature
{
    /// <summary>The value of an optional parameter without an argument.</summary>
    public static readonly object Absent = new();

    private static readonly object Required = new();

    private readonly string[] names;
    private readonly object?[] defaults;
    private readonly bool takesRest,
        takesNamed;

    public PythonSignature(string text)
    {
        var open = text.IndexOf('(', StringComparison.Ordinal);
        Name = text[..open];
        var parameters = text[(open + 1)..^1].Split(", ", StringSplitOptions.RemoveEmptyEntries);
        takesNamed = parameters is [.., ['*', '*', ..]];
        parameters = takesNamed ? parameters[..^1] : parameters;
        takesRest = parameters is [.., ['*', ..]];
        parameters = takesRest ? parameters[..^1] : parameters;
        names = [.. parameters.Select(parameter => parameter.Split('=')[0].TrimEnd('?'))];
        defaults = [.. parameters.Select(Default)];
    }

    public string Name { get; }

    /// <summary>
    /// Orders the arguments by the parameters; further ones come last, as a list and as a dictionary.
    /// </summary>
    /// <exception cref="PythonError">An argument is missing, or there are too many: TypeError.</exception>
    public BoundArguments Bind(CallArguments arguments)
    {
        var values = new object?[names.Length + (takesRest ? 1 : 0) + (takesNamed ? 1 : 0)];
        defaults.CopyTo(values, 0);
        var given = arguments.Positional.Count;
        if (given > names.Length && !takesRest)
        {
            throw PythonError.TypeOf(
                names.Length == 0
                    ? $"{Name}() takes no arguments ({given} given)"
                    : $"{Name}() takes at most {Count(names.Length)} ({given} given)"
            );
        }

        for (var i = 0; i < Math.Min(given, names.Length); i++)
            values[i] = arguments.Positional[i];
        if (takesRest)
            values[names.Length] = arguments.Positional.Skip(names.Length).ToList();
        BindNamed(arguments, given, values);
        var missing = Array.FindIndex(values, static value => ReferenceEquals(value, Required));
        return missing < 0
            ? new(arguments.ClientThread, values)
            : throw PythonError.TypeOf($"{Name}() missing required argument '{names[missing]}' (pos {missing + 1})");
    }

    private void BindNamed(CallArguments arguments, int given, object?[] values)
    {
        if (arguments.Named.Count == 0 && !takesNamed)
            return;

        var rest = new Dictionary<object, object?>();
        foreach (var (name, value) in arguments.Named)
        {
            var at = Array.IndexOf(names, (string)name);
            if (at < 0 && !takesNamed)
                throw PythonError.TypeOf($"{Name}() got an unexpected keyword argument '{name}'");
            if (at >= 0 && at < given)
                throw PythonError.TypeOf($"{Name}() got multiple values for argument '{name}'");

            if (at < 0)
                rest[name] = value;
            else
                values[at] = value;
        }

        if (takesNamed)
            values[^1] = rest;
    }

    /// <summary>How a message counts arguments.</summary>
    public static string Count(int count) =>
        count == 1 ? "1 argument" : string.Create(CultureInfo.InvariantCulture, $"{count} arguments");

    private static object? Default(string parameter) =>
        parameter.Split('=') switch
        {
            [_, "None"] => null,
            [_, "True"] => true,
            [_, "False"] => false,
            [_, var number] => int.Parse(number, CultureInfo.InvariantCulture),
            [[.., '?']] => Absent,
            _ => Required,
        };
}

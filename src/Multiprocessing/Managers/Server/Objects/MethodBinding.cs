using System.Reflection;
using System.Runtime.CompilerServices;
using Multiprocessing.Managers.Protocol;
using Multiprocessing.Managers.Server.Python;
using Multiprocessing.Pickling;

namespace Multiprocessing.Managers.Server.Objects;

/// <summary>Chooses the overload that fits the arguments of a call, and converts them.</summary>
internal static class MethodBinding
{
    /// <exception cref="PythonError">None fits: TypeError, which says why the first does not.</exception>
    public static (T Method, object?[] Values) Choose<T>(
        IReadOnlyList<T> overloads,
        string name,
        CallArguments arguments
    )
        where T : MethodBase
    {
        PythonError? misfit = null;
        foreach (var overload in overloads)
        {
            try
            {
                return (overload, Bind(overload.GetParameters(), name, arguments));
            }
            catch (PythonError error)
            {
                misfit ??= error;
            }
        }

        // As in C#, an overload that takes the arguments as they are comes first.
        foreach (var overload in overloads.Where(overload => TakesRest(overload.GetParameters(), arguments.Named)))
        {
            try
            {
                return (overload, BindRest(overload.GetParameters(), name, arguments));
            }
            catch (PythonError error)
            {
                misfit = overloads.Count == 1 ? error : misfit;
            }
        }

        throw misfit ?? PythonError.TypeOf($"{name}() cannot be called");
    }

    private static bool TakesRest(ParameterInfo[] parameters, Dictionary<object, object?> named) =>
        TakesRest(parameters) && !named.ContainsKey(parameters[^1].Name!);

    // A parameter array, which takes further arguments like Python's *args.
    private static bool TakesRest(ParameterInfo[] parameters) =>
        parameters is [.., var last]
        && (last.IsDefined(typeof(ParamArrayAttribute)) || last.IsDefined(typeof(ParamCollectionAttribute)));

    private static object?[] BindRest(ParameterInfo[] parameters, string name, CallArguments arguments)
    {
        var first = Math.Min(parameters.Length - 1, arguments.Positional.Count);
        var rest = arguments.Positional.Skip(first).ToList();
        var values = Bind(
            parameters[..^1],
            name,
            arguments with
            {
                Positional = [.. arguments.Positional.Take(first)],
            }
        );
        return [.. values, Convert(rest, parameters[^1], name)];
    }

    private static object?[] Bind(ParameterInfo[] parameters, string name, CallArguments arguments)
    {
        var given = arguments.Positional;
        if (given.Count > parameters.Length)
        {
            throw PythonError.TypeOf(
                $"{name}() takes at most {PythonSignature.Count(parameters.Length)} ({given.Count} given)"
            );
        }

        var named = new Dictionary<object, object?>(arguments.Named);
        var values = new object?[parameters.Length];
        for (var i = 0; i < parameters.Length; i++)
        {
            var parameter = parameters[i];
            if (i < given.Count && !(given[i] is null && i == parameters.Length - 1 && TakesRest(parameters)))
            {
                values[i] = Convert(given[i], parameter, name);
            }
            else if (
                named.Remove(parameter.Name!, out var value)
                || named.Remove(MemberNames.ToSnakeCase(parameter.Name!), out value)
            )
            {
                values[i] = Convert(value, parameter, name);
            }
            else if (parameter.HasDefaultValue)
            {
                values[i] = parameter.DefaultValue;
            }
            else
            {
                throw PythonError.TypeOf($"{name}() missing required argument '{parameter.Name}' (pos {i + 1})");
            }
        }

        return named.Count == 0
            ? values
            : throw PythonError.TypeOf($"{name}() got an unexpected keyword argument '{named.Keys.First()}'");
    }

    private static object? Convert(object? value, ParameterInfo parameter, string name)
    {
        try
        {
            if (
                value is ProxyReference { Object.Object: ApplicationObject { Target: var target } }
                && parameter.ParameterType.IsInstanceOfType(target)
            )
            {
                return target;
            }

            return Conversion.To(parameter.ParameterType, StackValue.Of(value));
        }
        catch (Exception misfit) when (misfit is UnpicklingException or InvalidCastException or ArgumentException)
        {
            throw PythonError.TypeOf($"{name}() argument '{parameter.Name}': {misfit.Message}");
        }
        finally
        {
            Conversion.Forget();
        }
    }
}

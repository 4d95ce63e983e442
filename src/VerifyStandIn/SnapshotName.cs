using System.Collections;
using System.Globalization;
using System.Reflection;

namespace VerifyTests;

/// <summary>The name of a snapshot's files, up to <c>.received</c> and <c>.verified</c>.</summary>
internal static class SnapshotName
{
    public static string Of(string type, string method, ParameterInfo[] parameters, VerifySettings settings) =>
        settings.FileName ?? $"{type}.{settings.MethodName ?? method}{ParameterText(parameters, settings)}";

    private static string ParameterText(ParameterInfo[] parameters, VerifySettings settings)
    {
        if (settings.Parameters is not { } values || parameters.Length == 0)
            return "";
        if (values.Length > parameters.Length)
        {
            throw new InvalidOperationException(
                $"The number of passed in parameters ({values.Length}) must not exceed "
                    + $"the number of parameters for the method ({parameters.Length})."
            );
        }

        return string.Concat(parameters.Zip(values, (parameter, value) => $"_{parameter.Name}={Sanitize(value)}"));
    }

    private static string Sanitize(object? value, bool isRoot = true)
    {
        if (value is IEnumerable items and not string)
        {
            var list = string.Join(',', items.Cast<object?>().Select(item => Sanitize(item, isRoot: false)));
            return list.Length == 0 ? "[]"
                : isRoot ? list
                : $"[{list}]";
        }

        var text = value is null ? "null" : Convert.ToString(value, CultureInfo.InvariantCulture)!;
        return string.Concat(text.Select(c => c < ' ' || "\"\\<>|:*?/".Contains(c) ? '-' : c));
    }
}

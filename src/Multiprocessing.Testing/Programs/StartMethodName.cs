using System.Globalization;

namespace Multiprocessing.Testing.Programs;

/// <summary>The name of a start method as CPython writes it, and as people type it: <c>fork</c>.</summary>
internal static class StartMethodName
{
    public static string Of(StartMethod startMethod) => startMethod.ToString().ToLower(CultureInfo.InvariantCulture);
}

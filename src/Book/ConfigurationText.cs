using Multiprocessing.Testing.Programs;
using Observations;
using SharedState.Diagrams;

namespace Book;

/// <summary>
/// Several configurations in a few words: <c>spawn</c> where they are those of all runtimes, <c>.NET</c> where they are
/// those of all start methods.
/// </summary>
internal static class ConfigurationText
{
    public static string Of(IReadOnlyCollection<Configuration> configurations)
    {
        var methods = configurations.Select(one => one.StartMethod).Distinct().ToArray();
        var runtimes = configurations.Select(one => one.Runtime).Distinct().ToArray();
        if (configurations.Count == Configuration.All.Count)
            return "everywhere";
        if (configurations.Count == Configuration.All.Count(one => methods.Contains(one.StartMethod)))
            return Description.List(methods.Select(method => method.Name()));
        if (configurations.Count == Configuration.All.Count(one => runtimes.Contains(one.Runtime)))
            return Runtimes(configurations);
        return Description.List(configurations.Select(one => $"{one}"));
    }

    /// <summary><c>.NET and CPython</c>.</summary>
    public static string Runtimes(IEnumerable<Configuration> configurations) =>
        Description.List(configurations.Select(Runtime).Distinct());

    public static string Runtime(Configuration configuration) => $"{configuration}".Split(' ')[0];
}

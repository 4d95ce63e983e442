using System.Globalization;
using System.Text.RegularExpressions;

namespace SharedState.Book;

/// <summary>The sources of an observation, with links to those that are on the web.</summary>
internal static partial class Citations
{
    private const string Multiprocessing = "https://docs.python.org/3/library/multiprocessing.html";
    private const string Pickle = "https://docs.python.org/3/library/pickle.html";

    /// <summary>Where the post's sections begin.</summary>
    private static readonly (int Line, int Section)[] Sections = [(307, 3), (184, 2), (11, 1)];

    private static readonly Dictionary<string, string> Documentation = new()
    {
        ["Pool(processes)"] = $"{Multiprocessing}#multiprocessing.pool.Pool",
        ["maxtasksperchild"] = $"{Multiprocessing}#multiprocessing.pool.Pool",
        ["BaseManager.register(exposed)"] = $"{Multiprocessing}#multiprocessing.managers.BaseManager.register",
        ["Proxy Objects"] = $"{Multiprocessing}#proxy-objects",
        ["Proxy Objects: nested proxies"] = $"{Multiprocessing}#proxy-objects",
        ["Process(args)"] = $"{Multiprocessing}#multiprocessing.Process",
        ["The spawn and forkserver start methods"] = $"{Multiprocessing}#the-spawn-and-forkserver-start-methods",
        ["Safe importing of main module"] = $"{Multiprocessing}#the-spawn-and-forkserver-start-methods",
        ["What can be pickled"] = $"{Pickle}#what-can-be-pickled-and-unpickled",
        ["pickle: shared references"] = $"{Pickle}#comparison-with-marshal",
        ["pickle: __init__ is not called"] = $"{Pickle}#pickling-class-instances",
        ["reference counts"] = "https://docs.python.org/3/c-api/refcounting.html",
    };

    public static string Of(string source) => string.Join("; ", source.Split("; ").Select(One));

    private static string One(string citation)
    {
        if (Post().Match(citation) is { Success: true } post)
            return $"the post{Place(post.Groups["place"].Value)}";
        if (Docs().Match(citation) is { Success: true } docs)
            return $"[CPython's documentation, “{Markdown.Plain(docs.Groups[1].Value)}”]({Documentation.GetValueOrDefault(docs.Groups[1].Value, Multiprocessing)})";
        if (Code().Match(citation) is { Success: true } code)
            return $"[CPython, `{code.Groups["file"]}`](https://github.com/python/cpython/blob/3.13/{code.Groups["file"]}), {Markdown.Plain(code.Groups["where"].Value)}";
        if (Issue().Match(citation) is { Success: true } issue)
            return $"[{citation}](https://bugs.python.org/issue{issue.Groups[1]})";
        if (Manual().Match(citation) is { Success: true } manual)
            return $"[{manual.Value}](https://man7.org/linux/man-pages/man{manual.Groups["section"]}/{manual.Groups["page"]}.{manual.Groups["section"]}.html){citation[manual.Length..]}";
        return citation;
    }

    private static string Place(string place)
    {
        var lines = Lines().Matches(place);
        if (lines.Count == 0)
            return $", {place}";
        var first = int.Parse(lines[0].Groups["first"].Value, CultureInfo.InvariantCulture);
        var section = Sections.First(section => first >= section.Line).Section;
        var noun = lines.Count == 1 && !lines[0].Groups["last"].Success ? "line" : "lines";
        return $" §{section}, {noun} {Lines().Replace(place, "${first}${dash}${last}").Replace('-', '–')}";
    }

    [GeneratedRegex("^post,? (?<place>.+)$")]
    private static partial Regex Post();

    [GeneratedRegex(@"L(?<first>\d+)(?:(?<dash>-)(?<last>\d+))?")]
    private static partial Regex Lines();

    [GeneratedRegex("^CPython docs, (.+)$")]
    private static partial Regex Docs();

    [GeneratedRegex(@"^CPython (?<file>Lib/\S+), (?<where>.+)$")]
    private static partial Regex Code();

    [GeneratedRegex(@"^CPython issue (\d+)$")]
    private static partial Regex Issue();

    [GeneratedRegex(@"^(?<page>\w+)\((?<section>\d)\)")]
    private static partial Regex Manual();
}

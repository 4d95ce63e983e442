using System.Text.RegularExpressions;

namespace Book;

/// <summary>
/// The lines of a program that matter, cut into members by the layout of its files: a member begins at the left, after
/// a blank line.
/// </summary>
/// <remarks>
/// The layout is CSharpier's, and the book has to show the text of both languages as it is written. A compiler would be
/// a package for each language, to find what a blank line already shows.
/// </remarks>
internal static partial class SourceCode
{
    /// <summary>The name of what is outside all functions.</summary>
    public const string State = "";

    public const string Main = "main";

    /// <summary>The summary of the program's type.</summary>
    public static string Summary(string csharp) =>
        CommentLine().Replace(CSharpSummary().Match(csharp).Groups[1].Value, " ").Trim();

    /// <summary>The members of the type that is declared in a C# file.</summary>
    public static IEnumerable<(string Name, string Code)> CSharp(string source)
    {
        var type = CSharpType().Match(source);
        var body = Dedent().Replace(type.Groups["body"].Value, "");
        return Members(
            body,
            member =>
                CSharpMember().Match(CSharpComment().Replace(member, "")) is { Success: true } match
                && match.Groups["name"].Value != type.Groups["name"].Value
                    ? match.Groups["name"].Value
                    : State
        );
    }

    /// <summary>The members of a Python file, without its documentation and imports.</summary>
    public static IEnumerable<(string Name, string Code)> Python(string source) =>
        Members(
            PythonHead().Replace(source, ""),
            member =>
                member.StartsWith("if __name__ ==", StringComparison.Ordinal)
                    ? Main
                    : PythonMember().Match(member).Groups["name"].Value
        );

    private static IEnumerable<(string Name, string Code)> Members(string body, Func<string, string> nameOf) =>
        from member in Gap().Split(body.Trim('\n'))
        group member by nameOf(member) into named
        select (named.Key, string.Join("\n\n", named));

    [GeneratedRegex(@"^/// <summary>(.*?)</summary>$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex CSharpSummary();

    [GeneratedRegex(@"\n/// ?")]
    private static partial Regex CommentLine();

    [GeneratedRegex(
        @"^[a-z ]*class (?<name>\w+)\n\{\n(?<body>.*?)\n\}$",
        RegexOptions.Multiline | RegexOptions.Singleline
    )]
    private static partial Regex CSharpType();

    [GeneratedRegex("^    ", RegexOptions.Multiline)]
    private static partial Regex Dedent();

    [GeneratedRegex("^//.*\n", RegexOptions.Multiline)]
    private static partial Regex CSharpComment();

    [GeneratedRegex(@"^[^=;(\n]*?(?:\bclass (?<name>\w+)|\b(?<name>\w+)(?:<[^>]*>)?\()")]
    private static partial Regex CSharpMember();

    [GeneratedRegex("\\A\"\"\".*?\"\"\"\n+(?:(?:import|from) [^\n]*\n|\n)*", RegexOptions.Singleline)]
    private static partial Regex PythonHead();

    [GeneratedRegex(@"^(?:def|class) (?<name>\w+)")]
    private static partial Regex PythonMember();

    [GeneratedRegex(@"\n\n+(?=\S)")]
    private static partial Regex Gap();
}

using System.Text.RegularExpressions;

namespace Book;

/// <summary>
/// The lines of a program that matter, cut into members. The format of the files decides: a member begins at the left,
/// behind a blank line.
/// </summary>
internal static partial class SourceCode
{
    /// <summary>What stands outside of functions, and what a member is called that has no name.</summary>
    public const string State = "";

    public const string Main = "main";

    /// <summary>What the program's documentation says in one sentence.</summary>
    public static string Summary(string csharp) => CSharpSummary().Match(csharp).Groups[1].Value;

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

    [GeneratedRegex(@"^/// <summary>(.*?)</summary>$", RegexOptions.Multiline)]
    private static partial Regex CSharpSummary();

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

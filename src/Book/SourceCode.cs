using System.Text.RegularExpressions;

namespace Book;

/// <summary>The lines of a program that matter, as they are written, so that they can be copied.</summary>
/// <remarks>
/// The layout is CSharpier's, and the book has to show the text of both languages as it is written. A compiler would be
/// a package for each language, to find what the layout already shows.
/// </remarks>
internal static partial class SourceCode
{
    /// <summary>The summary of the program's type.</summary>
    public static string Summary(string csharp) =>
        CommentLine().Replace(CSharpSummary().Match(csharp).Groups[1].Value, " ").Trim();

    /// <summary>The members of the type that is declared in a C# file.</summary>
    public static string CSharp(string source) =>
        Dedent().Replace(CSharpType().Match(source).Groups["body"].Value, "").Trim('\n');

    /// <summary>A Python file without its documentation and imports.</summary>
    public static string Python(string source) => PythonHead().Replace(source, "").Trim('\n');

    [GeneratedRegex(@"^/// <summary>(.*?)</summary>$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex CSharpSummary();

    [GeneratedRegex(@"\n/// ?")]
    private static partial Regex CommentLine();

    [GeneratedRegex(@"^[a-z ]*class \w+\n\{\n(?<body>.*?)\n\}$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex CSharpType();

    [GeneratedRegex("^    ", RegexOptions.Multiline)]
    private static partial Regex Dedent();

    [GeneratedRegex("\\A\"\"\".*?\"\"\"\n+(?:(?:import|from) [^\n]*\n|\n)*", RegexOptions.Singleline)]
    private static partial Regex PythonHead();
}

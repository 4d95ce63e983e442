using System.Text.RegularExpressions;

namespace Book;

/// <summary>Markdown as GitHub reads it.</summary>
internal static partial class Markdown
{
    public static string Page(IEnumerable<string> blocks) => $"{string.Join("\n\n", blocks)}\n";

    public static string List(IEnumerable<string> items) => string.Join('\n', items.Select(item => $"- {item}"));

    public static string Code(string language, string code) => $"```{language}\n{code}\n```";

    public static string Row(IEnumerable<string> cells) =>
        $"| {string.Join(" | ", cells.Select(cell => cell.Replace("|", "\\|", StringComparison.Ordinal)))} |";

    /// <summary>Text in which nothing is read as Markdown.</summary>
    public static string Plain(string text) => Special().Replace(text, @"\$0");

    /// <summary>The place of a heading on its page: <c>s116</c> of <c>S1.16</c>.</summary>
    public static string Anchor(string heading) =>
        string.Concat(heading.ToLowerInvariant().Where(c => char.IsLetterOrDigit(c) || c is ' ' or '-' or '_'))
            .Replace(' ', '-');

    [GeneratedRegex(@"[\\*_\[\]<>`]")]
    private static partial Regex Special();
}

namespace Book;

/// <summary>A program in C# and in Python: members that have one name in both are in one row.</summary>
internal static class SideBySide
{
    /// <summary>How many characters fit beside each other where GitHub shows a page.</summary>
    private const int Room = 104;

    public static string Of(string csharp, string python)
    {
        var rows = Rows(
            [.. SourceCode.CSharp(csharp)],
            SourceCode.Python(python).ToDictionary(member => Key(member.Name), member => member.Code)
        );
        var (left, right) = (rows.Max(row => Width(row.CSharp)), rows.Max(row => Width(row.Python)));
        var (leftRoom, rightRoom) = (Math.Max(Room / 2, Room - right), Math.Max(Room / 2, Room - left));
        var cells = rows.Select(row =>
            $"<tr valign=\"top\"><td>\n{Block("csharp", row.CSharp, leftRoom)}\n</td><td>\n"
            + $"{Block("python", row.Python, rightRoom)}\n</td></tr>"
        );
        return string.Join('\n', ["<table>", "<tr><th>C#</th><th>Python</th></tr>", .. cells, "</table>"]);
    }

    private static List<(string CSharp, string Python)> Rows(
        IReadOnlyList<(string Name, string Code)> left,
        Dictionary<string, string> right
    )
    {
        if (!right.ContainsKey(Key(SourceCode.Main)) && right.Remove(Key(SourceCode.State), out var all))
            right.Add(Key(SourceCode.Main), all);
        var both = left.Select(member =>
            (Key: Key(member.Name), CSharp: member.Code, Python: right.GetValueOrDefault(Key(member.Name), ""))
        );
        var pythonOnly = right
            .Where(member => left.All(other => Key(other.Name) != member.Key))
            .Select(member => (member.Key, CSharp: "", Python: member.Value));
        return
        [
            .. both.Concat(pythonOnly)
                .OrderBy(row => row.Key != Key(SourceCode.State))
                .Select(row => (row.CSharp, row.Python)),
        ];
    }

    private static int Width(string code) => code.Split('\n').Max(line => line.Length);

    private static string Block(string language, string code, int width)
    {
        var lines = code.Split('\n').SelectMany(line => Fold(line, width));
        return code.Length == 0 ? "" : $"\n{Markdown.Code(language, string.Join('\n', lines))}\n";
    }

    /// <summary>A line that is too long continues below after a mark, as in print.</summary>
    private static IEnumerable<string> Fold(string line, int width)
    {
        var indent = line.Length - line.TrimStart().Length;
        var mark = $"{new string(' ', indent)}  ↪ ";
        while (line.Length > width)
        {
            var end = line.LastIndexOf(' ', width);
            if (end <= mark.Length)
                end = width;
            yield return line[..end];
            line = mark + line[end..].TrimStart();
        }

        yield return line;
    }

    /// <summary>MapInPool and map_in_pool are one name, and so are RefusalException and Refusal.</summary>
    private static string Key(string name)
    {
        var plain = name.Replace("_", "", StringComparison.Ordinal);
        return (
            plain.EndsWith("Exception", StringComparison.Ordinal) ? plain[..^"Exception".Length] : plain
        ).ToUpperInvariant();
    }
}

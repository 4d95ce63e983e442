using System.Globalization;
using System.Text.RegularExpressions;
using SharedState.Diagrams;

namespace SharedStateSpecs.Tools.Diagrams;

/// <summary>All text in a diagram is readable, in light and in dark.</summary>
public static partial class ContrastSpecs
{
    [Fact]
    public static void Every_text_colour_has_enough_contrast() =>
        (
            from theme in Themes
            from colour in theme.Keys.Where(name => name is "ink" or "faint" || ColourName().IsMatch(name))
            where Contrast(theme[colour], theme["paper"]) < 4.5
            select colour
        )
            .Should()
            .BeEmpty("WCAG 2.2 asks for 4.5 to 1");

    [Fact]
    public static void Light_and_dark_have_all_colours() =>
        Themes
            .Select(theme => theme.Keys.Count(name => ColourName().IsMatch(name)))
            .Should()
            .Equal(DiagramStyle.Colours, DiagramStyle.Colours);

    /// <summary>The custom properties of each rule that has some: light, then dark.</summary>
    private static IEnumerable<Dictionary<string, string>> Themes =>
        from rule in DiagramStyle.Css.Split('}')
        let properties = Property().Matches(rule)
        where properties.Count > 0
        select properties.ToDictionary(property => property.Groups[1].Value, property => property.Groups[2].Value);

    private static double Contrast(string one, string other)
    {
        var (a, b) = (Luminance(one), Luminance(other));
        return (Math.Max(a, b) + 0.05) / (Math.Min(a, b) + 0.05);
    }

    private static double Luminance(string colour)
    {
        var hexadecimal = colour.Length == 3 ? string.Concat(colour.Select(digit => $"{digit}{digit}")) : colour;
        var linear = hexadecimal
            .Chunk(2)
            .Select(channel => int.Parse(channel, NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 255.0)
            .Select(channel => channel <= 0.04045 ? channel / 12.92 : Math.Pow((channel + 0.055) / 1.055, 2.4))
            .ToArray();
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2];
    }

    [GeneratedRegex("--([a-z0-9]+): #([0-9a-f]+);")]
    private static partial Regex Property();

    [GeneratedRegex("^c[0-9]+$")]
    private static partial Regex ColourName();
}

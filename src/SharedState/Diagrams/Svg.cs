using System.Globalization;
using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace SharedState.Diagrams;

/// <summary>The SVG elements of a diagram. Numbers have one decimal in every culture.</summary>
internal static class Svg
{
    private static readonly XNamespace Namespace = "http://www.w3.org/2000/svg";

    private static readonly XmlWriterSettings AsItIs = new()
    {
        OmitXmlDeclaration = true,
        NewLineHandling = NewLineHandling.None,
    };

    public static XElement Element(
        string name,
        (string Name, object? Value)[] attributes,
        params IEnumerable<object?> content
    ) =>
        new(
            Namespace + name,
            attributes
                .Where(attribute => attribute.Value is not null)
                .Select(attribute => new XAttribute(attribute.Name, Text(attribute.Value!))),
            content
        );

    public static XElement Element(string name, string content) => Element(name, [], content);

    public static XElement Group(string style, params IEnumerable<object?> content) =>
        Element("g", [("class", style)], content);

    public static XElement Line(string? style, double x1, double y1, double x2, double y2) =>
        Element("line", [("class", style), ("x1", x1), ("y1", y1), ("x2", x2), ("y2", y2)]);

    public static XElement Label(string style, double x, double y, params IEnumerable<object?> content) =>
        Element("text", [("class", style), ("x", x), ("y", y)], content);

    /// <summary>The text of a drawing, the same on every system.</summary>
    public static string ToText(XElement drawing)
    {
        var text = new StringBuilder();
        using (var writer = XmlWriter.Create(text, AsItIs))
            drawing.Save(writer);
        return text.ToString();
    }

    private static string Text(object value) =>
        value is double number
            ? number.ToString("0.#", CultureInfo.InvariantCulture)
            : Convert.ToString(value, CultureInfo.InvariantCulture)!;
}

using System.Xml;
using System.Xml.Linq;
using SharedState.Diagrams;

namespace SharedState.Pages;

/// <summary>The elements of a page. What a process wrote is always text, never markup.</summary>
internal static class Html
{
    private static readonly string[] Void = ["br", "hr", "input", "link", "meta"];

    public static XElement Element(string name, params IEnumerable<object?> content) => Element(name, [], content);

    public static XElement Element(
        string name,
        (string Name, string? Value)[] attributes,
        params IEnumerable<object?> content
    )
    {
        var element = new XElement(
            name,
            attributes
                .Where(attribute => attribute.Value is not null)
                .Select(attribute => new XAttribute(attribute.Name, LineText.Printable(attribute.Value!))),
            content.Select(part => part is string text ? LineText.Printable(text) : part)
        );
        // A browser reads <div/> as a start tag.
        if (element.IsEmpty && !Void.Contains(name))
            element.Add("");
        return element;
    }

    /// <summary>A stylesheet or a script, unescaped: ours contain no character that is markup in XML.</summary>
    public static XElement Verbatim(string name, string text) => Element(name, new VerbatimText($"\n{text}\n"));

    /// <summary>Text for screen readers only.</summary>
    public static XElement Unseen(string text) => Element("span", [("class", "unseen")], text);

    private sealed class VerbatimText(string text) : XText(text)
    {
        public override void WriteTo(XmlWriter writer) => writer.WriteRaw(Value);
    }
}

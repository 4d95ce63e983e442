using System.Xml.Linq;
using Multiprocessing.Testing;
using SharedState.Diagrams;

namespace SharedState.Pages;

/// <summary>A diagram that scrolls if the page is narrower.</summary>
internal static class DiagramFigure
{
    public static XElement Scroll(string title, Transcript transcript) =>
        Html.Element(
            "div",
            [("class", "scroll diagram"), ("role", "region"), ("tabindex", "0"), ("aria-label", $"Diagram of {title}")],
            Drawing.Of(title, new Run(transcript), style: null)
        );
}

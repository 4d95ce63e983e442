using Multiprocessing.Testing;

namespace SharedState.Diagrams;

/// <summary>
/// A space–time diagram of one run: a lane for each process, time downward. Two runs with one transcript have one
/// diagram, to the byte.
/// </summary>
/// <remarks>
/// Every line of the transcript is a dot in the lane of its process; an object is a dot with its number, so that one
/// sees in which lanes it lives.
/// </remarks>
internal static class Diagram
{
    /// <summary>Draws a run as SVG that needs nothing else.</summary>
    /// <param name="title">What ran where; read to those who do not see the picture.</param>
    /// <param name="transcript">All lines of the run, in the order in which they were written.</param>
    public static string Of(string title, Transcript transcript) =>
        Svg.ToText(Drawing.Of(title, new Run(transcript), DiagramStyle.Css));
}

using Multiprocessing.Testing;

namespace SharedState.Diagrams;

/// <summary>
/// A space–time diagram of one run: a lane for each process, time downward. Two runs with the same transcript have the
/// same diagram, byte for byte.
/// </summary>
/// <remarks>
/// Each line of the transcript is a dot in the lane of its process; an object is a dot with its number, which shows in
/// which lanes it lives.
/// </remarks>
internal static class Diagram
{
    /// <summary>Draws a run as self-contained SVG.</summary>
    /// <param name="title">What ran where; screen readers read it.</param>
    /// <param name="transcript">All lines of the run, in the order in which they were written.</param>
    public static string Of(string title, Transcript transcript) =>
        Svg.ToText(Drawing.Of(title, new Run(transcript), DiagramStyle.Css));
}

namespace SharedState.Diagrams;

/// <summary>The style of every diagram, in light and in dark.</summary>
internal static class DiagramStyle
{
    /// <summary>The number of colours: identities beyond it start again with the first colour.</summary>
    public const int Colours = 12;

    public static string Css { get; } = Resource.Text("diagram.css");

    /// <summary>The class with the colour of an identity: the same for <c>#3</c> in every diagram.</summary>
    public static string ColourOf(int identity) => $"c{(identity - 1) % Colours + 1}";
}

namespace SharedState.Diagrams;

/// <summary>How every diagram looks, in light and in dark.</summary>
internal static class DiagramStyle
{
    /// <summary>As many identities in a row have colours of their own; then the colours begin again.</summary>
    public const int Colours = 12;

    public static string Css { get; } = Resource.Text("diagram.css");

    /// <summary>The class that gives an identity its colour: the same for <c>#3</c> in every diagram.</summary>
    public static string ColourOf(int identity) => $"c{(identity - 1) % Colours + 1}";
}

namespace SharedState.Pages;

internal static class Sequence
{
    /// <summary>The items, with something between each two.</summary>
    public static IEnumerable<object> Intersperse(this IEnumerable<object> items, object between) =>
        items.SelectMany((item, index) => index == 0 ? [item] : new[] { between, item });
}

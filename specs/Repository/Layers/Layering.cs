namespace SharedStateSpecs.Repository.Layers;

/// <summary>The library's folders in their order: each uses only those above it.</summary>
internal static class Layering
{
    public const string Library = "src/Multiprocessing";

    public static IReadOnlyList<string> Layers { get; } =
    ["Platform", "Connections", "Pickling", "Workers", "Processes", "Sharing", "Pools", "Managers"];

    /// <summary>Each use of a type in a layer below, as a sentence.</summary>
    public static IEnumerable<string> Broken(
        IEnumerable<Type> types,
        Func<Type, string?> layerOf,
        IReadOnlyList<string> fromTheTop
    )
    {
        var order = fromTheTop.ToList();
        return from type in types
            from used in TypeReferences.Of(type)
            where used.Assembly == type.Assembly
            let user = TypeReferences.Outermost(type)
            let layers = (Of: layerOf(user), Used: layerOf(used))
            where layers is { Of: not null, Used: not null } && order.IndexOf(layers.Of) < order.IndexOf(layers.Used)
            select $"{layers.Of} uses {layers.Used}: {user.Name} names {used.Name}";
    }
}

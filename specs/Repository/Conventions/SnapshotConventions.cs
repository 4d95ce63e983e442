using System.Runtime.CompilerServices;

namespace SharedStateSpecs.Repository.Conventions;

/// <summary>Where snapshots are: the tree of snapshots/ mirrors the tree of specs/.</summary>
internal static class SnapshotConventions
{
    [ModuleInitializer]
    internal static void Apply() =>
        DerivePathInfo(
            (_, _, type, method) => new(directory: Directory(type), typeName: TypeName(type), methodName: method.Name)
        );

    internal static string Directory(Type type) => SourceTree.PathOf($"snapshots/{SpecTraits.Folder(type)}");

    /// <summary>The name of a class in a snapshot's file name.</summary>
    internal static string TypeName(Type type) =>
        type.DeclaringType is { } spec ? $"{spec.Name}.{type.Name}" : type.Name;
}

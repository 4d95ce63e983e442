using System.Reflection;

namespace VerifyTests;

/// <summary>Reads what the build wrote into a test assembly.</summary>
public static class AttributeReader
{
    public static string GetProjectDirectory(Assembly assembly) =>
        Find(assembly, "Verify.ProjectDirectory")
        ?? throw new InvalidOperationException(
            "Could not find a `AssemblyMetadataAttribute` named `Verify.ProjectDirectory`."
        );

    internal static string? Find(Assembly assembly, string key) =>
        assembly
            .GetCustomAttributes<AssemblyMetadataAttribute>()
            .SingleOrDefault(attribute => attribute.Key == key)
            ?.Value;
}

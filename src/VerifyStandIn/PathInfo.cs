namespace VerifyTests;

/// <summary>The directory and the name of a snapshot; null keeps the default.</summary>
public readonly record struct PathInfo
{
    public PathInfo(string? directory = null, string? typeName = null, string? methodName = null) =>
        (Directory, TypeName, MethodName) = (directory, typeName, methodName);

    public string? Directory { get; }
    public string? TypeName { get; }
    public string? MethodName { get; }
}

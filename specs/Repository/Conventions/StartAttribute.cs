using Multiprocessing;

namespace SharedStateSpecs.Repository.Conventions;

/// <summary>
/// The start method that the facts are about. They are skipped on a machine without it. That of a class replaces that
/// of its base.
/// </summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class StartAttribute(StartMethod method) : SpecAttribute
{
    public StartMethod Method { get; } = method;

    internal override IEnumerable<(string Name, string Value)> Traits => [("Start", $"{Method}")];

    internal override string? SkipReason(bool onCPython) =>
        (onCPython, Method) switch
        {
            (false, _) => StartMethods.UnsupportedReason(Method),
            (true, StartMethod.Spawn) => null,
            (true, _) => OperatingSystem.IsWindows() ? "CPython cannot fork on Windows." : null,
        };
}

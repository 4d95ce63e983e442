using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Multiprocessing.Analyzers.Lifetimes;

/// <summary>Operations that make a pool, a child, a manager or a server.</summary>
internal static class Started
{
    /// <summary>What an operation makes, in words; null if it makes none of these.</summary>
    public static string? By(IOperation operation, KnownTypes known) =>
        operation switch
        {
            IObjectCreationOperation creation when KnownTypes.Same(creation.Type, known.Pool) => "pool",
            IObjectCreationOperation creation when KnownTypes.Same(creation.Type, known.Server) => "server",
            IInvocationOperation { TargetMethod: { IsStatic: true, Name: "Start" } method } => KnownTypes.Same(
                method.ContainingType,
                known.Child
            )
                ? "child process"
            : KnownTypes.Same(method.ContainingType, known.Manager) ? "manager"
            : null,
            _ => null,
        };
}

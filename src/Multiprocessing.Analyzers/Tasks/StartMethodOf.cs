using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Multiprocessing.Analyzers.Functions;

namespace Multiprocessing.Analyzers.Tasks;

/// <summary>The start method of a call, where its source says it.</summary>
internal static class StartMethodOf
{
    private const string Name = "StartMethod";

    /// <summary>Whether the process that runs the function is surely forked.</summary>
    public static bool IsFork(TaskCall call) =>
        call.Kind == TaskKind.Child
            ? call.Invocation.Arguments.Any(argument => Forks(argument.Value))
            : call.Invocation.Instance is { } pool && Created(pool) is { } creation && Forks(creation);

    private static bool Forks(IOperation value) =>
        value.DescendantsAndSelf().Any(operation => operation.Type?.Name == Name && IsForkItself(operation));

    private static bool IsForkItself(IOperation operation) =>
        operation is IFieldReferenceOperation { Field: { Name: "Fork", ContainingType.Name: Name } };

    /// <summary>How a pool is created, if it is created where it is used or in the value of its variable.</summary>
    private static IOperation? Created(IOperation pool)
    {
        if (pool is IObjectCreationOperation)
            return pool;
        if (pool is not ILocalReferenceOperation local)
            return null;
        var root = pool;
        while (root.Parent is { } parent)
            root = parent;
        return root.Descendants()
            .OfType<IVariableDeclaratorOperation>()
            .FirstOrDefault(declared => KnownTypes.Same(declared.Symbol, local.Local))
            ?.Initializer;
    }
}

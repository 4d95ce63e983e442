using Microsoft.CodeAnalysis;

namespace Multiprocessing.Analyzers.Tasks;

/// <summary>A place where a function mentions a static variable.</summary>
internal sealed class Mention(IMethodSymbol function, IOperation operation, ISymbol variable, Usage usage)
{
    public IMethodSymbol Function { get; } = function;

    public IOperation Operation { get; } = operation;

    public ISymbol Variable { get; } = variable;

    /// <summary>Whether the function may do one of some things with it.</summary>
    public bool Has(Usage one) => (usage & one) != 0;
}

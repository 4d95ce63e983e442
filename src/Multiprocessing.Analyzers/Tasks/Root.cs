using Microsoft.CodeAnalysis;
using Multiprocessing.Analyzers.Functions;

namespace Multiprocessing.Analyzers.Tasks;

/// <summary>A function that is given to another process.</summary>
internal sealed class Root(IMethodSymbol function, IOperation body, IOperation given, TaskCall call)
{
    public IMethodSymbol Function { get; } = function;

    public IOperation Body { get; } = body;

    /// <summary>The call that gives it to the other process.</summary>
    public TaskCall Call { get; } = call;

    /// <summary>The function, as it is given to the call, or to a method that passes it on to the call.</summary>
    public IOperation Given { get; } = given;

    /// <summary>Whether the call has it from a parameter.</summary>
    public bool IsForwarded => Given != Call.Function;

    /// <summary>Whether it runs before a task, to prepare the process for it.</summary>
    public bool Prepares => Call.Kind is TaskKind.Initializer or TaskKind.Preload;
}

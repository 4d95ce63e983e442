using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Multiprocessing.Analyzers.Functions;

namespace Multiprocessing.Analyzers.Tasks;

/// <summary>
/// Static variables that a task writes and other code reads. What tasks alone use is their process's own, and so
/// is what is written by code that main runs, too.
/// </summary>
internal static class StaticWrites
{
    public static IEnumerable<Diagnostic> In(TaskProgram program)
    {
        var writes = program
            .OfTasks.Mentions.Where(mention => mention.Has(Usage.Assigned | Usage.Changed))
            .ToLookup(mention => mention.Variable, SymbolEqualityComparer.Default);
        foreach (var variable in writes)
        {
            var alone = variable.Where(write => IsOfTasksAlone(write.Function, program)).ToList();
            if (alone.Count == 0 || ReadElsewhere(variable.Key!, program) is not { } read)
                continue;
            foreach (var function in alone.ToLookup(write => write.Function, SymbolEqualityComparer.Default))
            {
                var write = function.First();
                yield return Diagnostic.Create(
                    Rules.StaticWritten,
                    write.Operation.Syntax.GetLocation(),
                    [read.Syntax.GetLocation()],
                    FunctionText.First(write.Function),
                    variable.Key!.Name,
                    FunctionText.Of(program.Sources.Around(read.Syntax) as IMethodSymbol)
                );
            }
        }
    }

    /// <summary>
    /// Whether no code that main runs calls a function. Of a constructor and of a property nothing is known.
    /// </summary>
    private static bool IsOfTasksAlone(IMethodSymbol function, TaskProgram program) =>
        function.MethodKind switch
        {
            MethodKind.AnonymousFunction => true,
            MethodKind.Ordinary or MethodKind.LocalFunction => program
                .Sources.Uses(function, function.Name)
                .All(use => use is not IInvocationOperation || program.All.Contains(use.Syntax)),
            _ => false,
        };

    /// <summary>A read in code that runs when the task has written.</summary>
    private static IOperation? ReadElsewhere(ISymbol variable, TaskProgram program) =>
        program
            .Sources.Uses(variable, variable.Name)
            .FirstOrDefault(use =>
                Variables.Mentioned(use) is not null
                && !program.All.Contains(use.Syntax)
                && program.Sources.Around(use.Syntax) is IMethodSymbol { MethodKind: not MethodKind.StaticConstructor }
                && (program.Usages.Of(use) & Usage.Read) != 0
            );
}

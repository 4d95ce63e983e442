using Microsoft.CodeAnalysis;
using Multiprocessing.Analyzers.Functions;

namespace Multiprocessing.Analyzers.Tasks;

/// <summary>
/// Static variables that a task reads and main assigns. Nothing is said where the other process assigns them itself: in
/// a task, in an initializer, or when a type is first used.
/// </summary>
internal static class StaticReads
{
    public static IEnumerable<Diagnostic> In(TaskProgram program)
    {
        var reads = program
            .Spawned.Mentions.Where(mention => mention.Has(Usage.Read))
            .ToLookup(mention => mention.Variable, SymbolEqualityComparer.Default);
        foreach (var variable in reads)
        {
            if (IsSetByTheProcess(variable.Key!, program) || SetByMain(variable.Key!, program) is not { } write)
                continue;
            foreach (var function in variable.ToLookup(read => read.Function, SymbolEqualityComparer.Default))
            {
                var read = function.First();
                yield return Diagnostic.Create(
                    Rules.StaticAssignedByMain,
                    read.Operation.Syntax.GetLocation(),
                    [write.Syntax.GetLocation()],
                    FunctionText.First(read.Function),
                    variable.Key!.Name,
                    FunctionText.Of(program.Sources.Around(write.Syntax) as IMethodSymbol)
                );
            }
        }
    }

    private static bool IsSetByTheProcess(ISymbol variable, TaskProgram program) =>
        program.All.Mentions.Any(mention =>
            KnownTypes.Same(mention.Variable, variable) && mention.Has(Usage.Assigned | Usage.Unknown)
        )
        || program.Preparing.Mentions.Any(mention =>
            KnownTypes.Same(mention.Variable, variable) && mention.Has(Usage.Changed)
        );

    private static IOperation? SetByMain(ISymbol variable, TaskProgram program)
    {
        var writes = program
            .Sources.Uses(variable, variable.Name)
            .Where(use =>
                Variables.Mentioned(use) is not null
                && !program.All.Contains(use.Syntax)
                && (program.Usages.Of(use) & (Usage.Assigned | Usage.Changed)) != 0
            )
            .Select(use => (use, around: program.Sources.Around(use.Syntax)))
            .Where(write => IsOfMain(write.around))
            .ToList();
        if (writes.Count == 0)
            return null;
        var start = program.Starting(
            writes
                .SelectMany(write => OwnersOf(write.around!))
                .Concat(OwnersOf(variable))
                .Distinct(SymbolEqualityComparer.Default)
                .OfType<INamedTypeSymbol>()
        );
        return writes.Any(write => start.Contains(write.use.Syntax)) ? null : writes[0].use;
    }

    // Constructors may run anywhere, and initializers run everywhere.
    private static bool IsOfMain(ISymbol? around) =>
        around is IMethodSymbol { MethodKind: not (MethodKind.StaticConstructor or MethodKind.Constructor) } method
        && method.GetAttributes().All(attribute => attribute.AttributeClass?.Name != "ModuleInitializerAttribute");

    /// <summary>The types around a symbol.</summary>
    private static IEnumerable<INamedTypeSymbol> OwnersOf(ISymbol symbol)
    {
        for (var at = symbol.ContainingType; at is not null; at = at.ContainingType)
            yield return at;
    }
}

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Multiprocessing.Analyzers.Functions;

namespace Multiprocessing.Analyzers.Tasks;

/// <summary>
/// Arguments that a task changes and its caller uses afterwards, where the task returns nothing that could bring the
/// change back.
/// </summary>
internal static class ArgumentChanges
{
    public static IEnumerable<Diagnostic> In(TaskProgram program)
    {
        var reported = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        foreach (var root in program.Roots)
        {
            if (root.IsForwarded || root.Prepares || !root.Function.ReturnsVoid)
                continue;
            foreach (var parameter in root.Function.Parameters)
            {
                if (
                    parameter.Type.IsReferenceType
                    && ChangeOf(parameter, root, program) is { } change
                    && UsedAfterwards(parameter.Type, root.Call) is { } variable
                    && reported.Add(parameter)
                )
                {
                    yield return Diagnostic.Create(
                        Rules.ArgumentChanged,
                        change.Syntax.GetLocation(),
                        [root.Call.Invocation.Syntax.GetLocation()],
                        FunctionText.First(root.Function),
                        parameter.Name,
                        variable
                    );
                }
            }
        }
    }

    private static IOperation? ChangeOf(IParameterSymbol parameter, Root root, TaskProgram program)
    {
        var mentions = root
            .Body.Descendants()
            .OfType<IParameterReferenceOperation>()
            .Where(mention => KnownTypes.Same(mention.Parameter, parameter))
            .Select(mention => (Mention: mention, Usage: program.Usages.Of(mention)))
            .ToList();
        return mentions.Any(mention => (mention.Usage & (Usage.Assigned | Usage.Unknown)) != 0)
            ? null
            : mentions.FirstOrDefault(mention => (mention.Usage & Usage.Changed) != 0).Mention;
    }

    /// <summary>The name of a variable that holds what is sent for a parameter, if the caller reads it later.</summary>
    private static string? UsedAfterwards(ITypeSymbol type, TaskCall call)
    {
        var root = (IOperation)call.Invocation;
        while (root.Parent is { } parent)
            root = parent;
        var later = root.Descendants()
            .Where(operation => operation.Syntax.SpanStart > call.Invocation.Syntax.Span.End)
            .Select(Variable)
            .Where(variable => variable is not null)
            .ToList();
        return call
            .Invocation.Arguments.Where(argument => argument.Value.Type?.TypeKind != TypeKind.Delegate)
            .SelectMany(argument => argument.Descendants())
            .Select(operation => (Variable: Variable(operation), operation.Type))
            .FirstOrDefault(sent =>
                sent is { Variable: not null, Type: not null }
                && Holds(sent.Type, type)
                && later.Contains(sent.Variable, SymbolEqualityComparer.Default)
            )
            .Variable?.Name;
    }

    private static ISymbol? Variable(IOperation operation) =>
        operation switch
        {
            ILocalReferenceOperation local => local.Local,
            IParameterReferenceOperation parameter => parameter.Parameter,
            IFieldReferenceOperation field => field.Field,
            _ => null,
        };

    /// <summary>Whether a variable is of a type, or a collection of that type.</summary>
    private static bool Holds(ITypeSymbol variable, ITypeSymbol type) =>
        KnownTypes.Same(variable, type)
        || variable switch
        {
            IArrayTypeSymbol array => Holds(array.ElementType, type),
            INamedTypeSymbol { IsTupleType: true } tuple => tuple.TupleElements.Any(part =>
                KnownTypes.Same(part.Type, type)
            ),
            INamedTypeSymbol { IsGenericType: true } collection when RefusedTypes.IsCollection(collection) =>
                collection.TypeArguments.Any(item => Holds(item, type)),
            _ => false,
        };
}

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Microsoft.CodeAnalysis.Text;
using Multiprocessing.Analyzers.Functions;

namespace Multiprocessing.Analyzers.Tasks;

/// <summary>The code that functions run: their own, and that of what they call in these sources.</summary>
internal sealed class Reach
{
    private readonly Sources sources;
    private readonly KnownTypes known;
    private readonly Usages usages;
    private IReadOnlyList<Mention>? mentions;
    private readonly HashSet<ISymbol> seen = new(SymbolEqualityComparer.Default);
    private readonly List<(ISymbol Function, IOperation Body)> bodies = [];
    private readonly Dictionary<SyntaxTree, List<TextSpan>> spans = [];

    public Reach(
        Sources sources,
        KnownTypes known,
        Usages usages,
        IEnumerable<(ISymbol Function, IOperation Body)> from
    )
    {
        (this.sources, this.known, this.usages) = (sources, known, usages);
        var queue = new Queue<IOperation>();
        foreach (var (function, body) in from)
            Enqueue(queue, function, body);
        while (queue.Count > 0)
        {
            foreach (var operation in queue.Dequeue().DescendantsAndSelf())
            {
                foreach (var called in Called(operation))
                {
                    if (!seen.Contains(called) && sources.Body(called) is { } next)
                        Enqueue(queue, called, next);
                }
            }
        }
    }

    /// <summary>Each function, with its body; each variable, with its initializer.</summary>
    public IReadOnlyList<(ISymbol Function, IOperation Body)> Bodies => bodies;

    /// <summary>Each variable that the code mentions, with what it does there.</summary>
    public IReadOnlyList<Mention> Mentions =>
        mentions ??= [
            .. from code in bodies
            let function = code.Function as IMethodSymbol
            where function is not null
            from operation in code.Body.DescendantsAndSelf()
            let variable = Variables.Mentioned(operation)
            where variable is not null
            select new Mention(function, operation, variable, usages.Of(operation)),
        ];

    /// <summary>Whether a node is part of the code.</summary>
    public bool Contains(SyntaxNode node) =>
        spans.TryGetValue(node.SyntaxTree, out var inTree) && inTree.Any(span => span.Contains(node.Span));

    private void Enqueue(Queue<IOperation> queue, ISymbol function, IOperation body)
    {
        // A local function or lambda is part of the function around it.
        if (!seen.Add(function) || Contains(body.Syntax))
            return;
        queue.Enqueue(body);
        bodies.Add((function, body));
        if (!spans.TryGetValue(body.Syntax.SyntaxTree, out var inTree))
            spans[body.Syntax.SyntaxTree] = inTree = [];
        inTree.Add(body.Syntax.Span);
    }

    private IEnumerable<IMethodSymbol> Called(IOperation operation) =>
        operation switch
        {
            IInvocationOperation call => Certain(call.TargetMethod),
            IObjectCreationOperation { Constructor: { } constructor } => Certain(constructor),
            IMethodReferenceOperation reference when !IsTask(reference) => Certain(reference.Method),
            IPropertyReferenceOperation property => Certain(property.Property.GetMethod)
                .Concat(Certain(property.Property.SetMethod)),
            IBinaryOperation { OperatorMethod: { } method } => Certain(method),
            IUnaryOperation { OperatorMethod: { } method } => Certain(method),
            IConversionOperation { OperatorMethod: { } method } => Certain(method),
            _ => [],
        };

    private static IEnumerable<IMethodSymbol> Certain(IMethodSymbol? method) =>
        method is null || Usages.IsOverridable(method) ? [] : [(method.ReducedFrom ?? method).OriginalDefinition];

    /// <summary>Whether a method is given to yet another process, and does not run in this one.</summary>
    private bool IsTask(IMethodReferenceOperation reference)
    {
        for (var at = reference.Parent; at is not null; at = at.Parent)
        {
            if (at is IInvocationOperation call)
                return TaskCall.Of(call, known)?.Function == reference;
        }

        return false;
    }
}

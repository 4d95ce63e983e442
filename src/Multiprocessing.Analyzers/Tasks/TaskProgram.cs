using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Multiprocessing.Analyzers.Functions;

namespace Multiprocessing.Analyzers.Tasks;

/// <summary>A compilation's tasks, and the code that they reach.</summary>
internal sealed class TaskProgram
{
    public TaskProgram(Sources sources, KnownTypes known, IEnumerable<TaskCall> calls)
    {
        Sources = sources;
        Usages = new(sources, known);
        Roots = new Roots(sources).Of(
            calls
                .OrderBy(call => call.Invocation.Syntax.SyntaxTree.FilePath, StringComparer.Ordinal)
                .ThenBy(call => call.Invocation.Syntax.SpanStart)
        );
        Reach From(IEnumerable<Root> roots) =>
            new(sources, known, Usages, roots.Select(root => ((ISymbol)root.Function, root.Body)));
        All = From(Roots);
        OfTasks = From(Roots.Where(root => !root.Prepares));
        Preparing = From(Roots.Where(root => root.Prepares));
        Spawned = From(Roots.Where(root => !root.Prepares && !StartMethodOf.IsFork(root.Call)));
        Starting = (types) => new(sources, known, Usages, types.SelectMany(StartOf));
    }

    public Sources Sources { get; }

    public Usages Usages { get; }

    public IReadOnlyList<Root> Roots { get; }

    /// <summary>The code of all functions for other processes.</summary>
    public Reach All { get; }

    /// <summary>The code of tasks and children.</summary>
    public Reach OfTasks { get; }

    /// <summary>The code of initializers, which sets what tasks then use.</summary>
    public Reach Preparing { get; }

    /// <summary>The code of tasks and children that are not surely forked.</summary>
    public Reach Spawned { get; }

    /// <summary>The code that runs when types are first used, in each process.</summary>
    public Func<IEnumerable<INamedTypeSymbol>, Reach> Starting { get; }

    /// <summary>The static constructor of a type, and its static initializers.</summary>
    public IEnumerable<(ISymbol Member, IOperation Body)> StartOf(INamedTypeSymbol type)
    {
        foreach (var member in type.GetMembers().Where(member => member.IsStatic))
        {
            var body = member is IMethodSymbol { MethodKind: MethodKind.StaticConstructor } constructor
                ? Sources.Body(constructor)
                : Initializer(member);
            if (body is not null)
                yield return (member, body);
        }
    }

    private IOperation? Initializer(ISymbol member) =>
        member is IFieldSymbol or IPropertySymbol
            ? member
                .DeclaringSyntaxReferences.Select(reference => InitialValue(reference.GetSyntax()))
                .Where(value => value is not null)
                .Select(value => Sources.Operation(value!))
                .FirstOrDefault()
            : null;

    private static ExpressionSyntax? InitialValue(SyntaxNode declaration) =>
        declaration switch
        {
            VariableDeclaratorSyntax { Initializer: { } value } => value.Value,
            PropertyDeclarationSyntax { Initializer: { } value } => value.Value,
            _ => null,
        };
}

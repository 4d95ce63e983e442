using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Multiprocessing.Analyzers.Tasks;

/// <summary>
/// The sources of a compilation, read only where a rule looks. A file that does not contain a name as text is not
/// searched for it.
/// </summary>
internal sealed class Sources(Compilation compilation, CancellationToken cancellation)
{
    private readonly Dictionary<SyntaxTree, SemanticModel> models = [];
    private readonly Dictionary<SyntaxTree, string> texts = [];
    private readonly Dictionary<ISymbol, IOperation?> bodies = new(SymbolEqualityComparer.Default);

    /// <summary>The body of a function of these sources, or null: the operation that has all others in it.</summary>
    public IOperation? Body(IMethodSymbol method)
    {
        if (!bodies.TryGetValue(method.OriginalDefinition, out var body))
            bodies[method.OriginalDefinition] = body = FindBody(method);
        return body;
    }

    private IOperation? FindBody(IMethodSymbol method)
    {
        foreach (var reference in method.OriginalDefinition.DeclaringSyntaxReferences)
        {
            var declaration = reference.GetSyntax(cancellation);
            if (Operation(declaration) is { } body)
                return body;
        }

        return null;
    }

    /// <summary>The operation of a node; null if it has none.</summary>
    public IOperation? Operation(SyntaxNode node)
    {
        var operation = Model(node.SyntaxTree).GetOperation(node, cancellation);
        // An accessor or a method that is an expression.
        return operation ?? (node is ArrowExpressionClauseSyntax arrow ? Operation(arrow.Expression) : null);
    }

    /// <summary>Every place where a symbol is used by its name, with its operation.</summary>
    public IEnumerable<IOperation> Uses(ISymbol symbol, string name)
    {
        foreach (var place in TreesOf(symbol).SelectMany(tree => Places(tree, name)))
        {
            var model = Model(place.SyntaxTree);
            var found = model.GetSymbolInfo(place, cancellation).Symbol;
            if (found is IMethodSymbol { MethodKind: MethodKind.Constructor } made && symbol is INamedTypeSymbol)
                found = made.ContainingType;
            if (KnownTypes.Same(found?.OriginalDefinition, symbol) && Whole(place) is { } operation)
                yield return operation;
        }
    }

    /// <summary>The function or initialiser around a node, as it is declared.</summary>
    public ISymbol? Around(SyntaxNode node) => Model(node.SyntaxTree).GetEnclosingSymbol(node.SpanStart, cancellation);

    /// <summary>Where a symbol can be named: what is private only in the files of its type.</summary>
    private IEnumerable<SyntaxTree> TreesOf(ISymbol symbol)
    {
        var isPrivate = false;
        var outermost = symbol;
        for (var at = symbol; at is not (null or INamespaceSymbol or IModuleSymbol); at = at.ContainingSymbol)
        {
            isPrivate |= at.DeclaredAccessibility is Accessibility.Private or Accessibility.NotApplicable;
            outermost = at;
        }

        return isPrivate
            ? outermost.DeclaringSyntaxReferences.Select(reference => reference.SyntaxTree).Distinct()
            : compilation.SyntaxTrees;
    }

    private IEnumerable<SimpleNameSyntax> Places(SyntaxTree tree, string name)
    {
        var text = Text(tree);
        for (
            var at = text.IndexOf(name, StringComparison.Ordinal);
            at >= 0;
            at = text.IndexOf(name, at + name.Length, StringComparison.Ordinal)
        )
        {
            cancellation.ThrowIfCancellationRequested();
            if (IsWord(text, at, name.Length) && NameAt(tree, at) is { } place)
                yield return place;
        }
    }

    private SimpleNameSyntax? NameAt(SyntaxTree tree, int at)
    {
        var token = tree.GetRoot(cancellation).FindToken(at);
        return token.IsKind(SyntaxKind.IdentifierToken) ? token.Parent as SimpleNameSyntax : null;
    }

    /// <summary>The operation of a name: of <c>A.name</c> where it stands so.</summary>
    private IOperation? Whole(SimpleNameSyntax place)
    {
        var node = place.Parent switch
        {
            MemberAccessExpressionSyntax access when access.Name == place => access,
            QualifiedNameSyntax qualified when qualified.Right == place => qualified.Parent,
            ObjectCreationExpressionSyntax creation => creation,
            _ => (SyntaxNode)place,
        };
        if (node is null)
            return null;
        return Operation(node is { Parent: InvocationExpressionSyntax call } && call.Expression == node ? call : node);
    }

    private SemanticModel Model(SyntaxTree tree)
    {
        if (!models.TryGetValue(tree, out var model))
        {
#pragma warning disable RS1030 // Only what tasks reach is bound, instead of every method of the compilation.
            models[tree] = model = compilation.GetSemanticModel(tree);
#pragma warning restore RS1030
        }

        return model;
    }

    private string Text(SyntaxTree tree)
    {
        if (!texts.TryGetValue(tree, out var text))
            texts[tree] = text = tree.GetText(cancellation).ToString();
        return text;
    }

    private static bool IsWord(string text, int at, int length) =>
        (at == 0 || !IsLetter(text[at - 1])) && (at + length == text.Length || !IsLetter(text[at + length]));

    private static bool IsLetter(char c) => char.IsLetterOrDigit(c) || c == '_';
}

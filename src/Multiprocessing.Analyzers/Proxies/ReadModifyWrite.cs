using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Multiprocessing.Analyzers.Proxies;

/// <summary>Writes of an element whose new value is made of the old one.</summary>
internal static class ReadModifyWrite
{
    /// <param name="write">An assignment, or a step.</param>
    /// <param name="element">What it writes.</param>
    /// <param name="known">The library's types.</param>
    public static bool Is(IOperation write, IPropertyReferenceOperation element, KnownTypes known) =>
        write is not ISimpleAssignmentOperation assignment
        || Reads(assignment.Value, element, known)
        || assignment
            .Value.DescendantsAndSelf()
            .OfType<ILocalReferenceOperation>()
            .Any(local => Initializer(local) is { } value && Reads(value, element, known));

    /// <summary>Whether a call sets a name of a namespace to what is made of its value.</summary>
    public static bool IsOfName(IInvocationOperation call, KnownTypes known) =>
        IsOfNamespace(call, "Set", known)
        && call.Arguments[1]
            .Value.DescendantsAndSelf()
            .OfType<IInvocationOperation>()
            .Any(read =>
                IsOfNamespace(read, "Get", known)
                && Element.AreAlike(read.Instance!, call.Instance!)
                && Element.AreAlike(read.Arguments[0].Value, call.Arguments[0].Value)
            );

    private static bool IsOfNamespace(IInvocationOperation call, string name, KnownTypes known) =>
        call.TargetMethod.Name == name
        && call.TargetMethod.ContainingType.Name == "NamespaceProxy"
        && known.IsProxy(call.Instance?.Type);

    private static bool Reads(IOperation value, IPropertyReferenceOperation element, KnownTypes known) =>
        value.DescendantsAndSelf().Any(part => Element.Of(part, known) is { } read && Element.AreAlike(read, element));

    /// <summary>The value that a variable is declared with, before it is used.</summary>
    private static IOperation? Initializer(ILocalReferenceOperation local)
    {
        var root = (IOperation)local;
        while (root.Parent is { } parent)
            root = parent;
        return root.Descendants()
            .OfType<IVariableDeclaratorOperation>()
            .FirstOrDefault(declared => KnownTypes.Same(declared.Symbol, local.Local))
            ?.Initializer?.Value;
    }
}

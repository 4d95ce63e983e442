using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Multiprocessing.Analyzers.Proxies;

/// <summary>
/// Conditions that ask a proxy, with a branch that relies on the answer. What may be done twice without harm, such
/// as to add an item to a set, is left alone.
/// </summary>
internal static class CheckThenAct
{
    private static readonly HashSet<string> Checks =
    [
        "ContainsKey",
        "Contains",
        "Count",
        "IsEmpty",
        "IsFull",
        "IndexOf",
        "TryGetValue",
    ];

    /// <summary>What asks, what relies on the answer, and the proxy.</summary>
    public static (IOperation Check, IOperation Act, IOperation Proxy)? Of(
        IConditionalOperation condition,
        KnownTypes known
    )
    {
        // An expression that chooses between two values is not one that acts.
        if (condition.Type is not null)
            return null;
        foreach (var check in condition.Condition.DescendantsAndSelf())
        {
            if (ProxyOf(check, known) is not { } proxy || !Checks.Contains(NameOf(check)!))
                continue;
            var act = Branches(condition)
                .SelectMany(branch => branch.DescendantsAndSelf())
                .FirstOrDefault(one => IsAct(one, proxy, known));
            if (act is not null)
                return (check, act, proxy);
        }

        return null;
    }

    private static IEnumerable<IOperation> Branches(IConditionalOperation condition) =>
        condition.WhenFalse is { } otherwise ? [condition.WhenTrue, otherwise] : [condition.WhenTrue];

    private static bool IsAct(IOperation operation, IOperation proxy, KnownTypes known)
    {
        if (operation is ISimpleAssignmentOperation assignment)
        {
            return Element.Of(assignment.Target, known) is { } element
                && !ReadModifyWrite.Is(assignment, element, known)
                && Element.AreAlike(element.Instance!, proxy);
        }

        return operation is IInvocationOperation { Instance: { } instance } call
            && ProxyOf(call, known) is not null
            && Element.AreAlike(instance, proxy)
            && RacesIn(call);
    }

    private static bool RacesIn(IInvocationOperation call) =>
        (call.TargetMethod.ContainingType.Name, call.TargetMethod.Name) switch
        {
            ("DictionaryProxy", "Add") => true,
            ("ListProxy", "Add" or "Insert" or "Pop" or "RemoveAt") => true,
            // One with a time limit may find nothing.
            ("QueueProxy" or "JoinableQueueProxy", "Get" or "Put") => call.Arguments.All(argument =>
                argument.Parameter?.Name is "item" || argument.ArgumentKind == ArgumentKind.DefaultValue
            ),
            _ => false,
        };

    private static IOperation? ProxyOf(IOperation operation, KnownTypes known)
    {
        var instance = operation switch
        {
            IInvocationOperation call => call.Instance,
            IPropertyReferenceOperation { Property.IsIndexer: false } property => property.Instance,
            _ => null,
        };
        return known.IsProxy(instance?.Type) ? instance : null;
    }

    private static string? NameOf(IOperation operation) =>
        operation switch
        {
            IInvocationOperation call => call.TargetMethod.Name,
            IPropertyReferenceOperation property => property.Property.Name,
            _ => null,
        };
}

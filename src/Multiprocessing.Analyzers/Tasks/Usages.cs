using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Multiprocessing.Analyzers.Tasks;

/// <summary>Tells what is done with a variable where it is mentioned.</summary>
internal sealed class Usages(Sources sources, KnownTypes known)
{
    private const int MostCalls = 3;

    /// <param name="reference">The variable, as it is mentioned.</param>
    public Usage Of(IOperation reference) => Of(reference, MostCalls);

    private Usage Of(IOperation reference, int calls)
    {
        // What is not sure to be a plain object of this process is only read.
        var mayChange = reference.Type is { } type && !known.IsProxy(type) && type.TypeKind != TypeKind.Interface;
        return reference.Parent switch
        {
            IConversionOperation { OperatorMethod: null } conversion => Of(conversion, calls),
            IParenthesizedOperation parenthesized => Of(parenthesized, calls),
            ITupleOperation tuple when IsTarget(tuple) => Usage.Assigned,
            ILockOperation => Usage.None,
            INameOfOperation => Usage.None,
            ICoalesceAssignmentOperation coalesce when coalesce.Target == reference => Usage.Assigned | Usage.Read,
            ICompoundAssignmentOperation compound when compound.Target == reference => Used(compound),
            IIncrementOrDecrementOperation step when step.Target == reference => Used(step),
            IAssignmentOperation assignment when assignment.Target == reference => Usage.Assigned,
            IArgumentOperation argument => OfArgument(argument, mayChange, calls),
            IMemberReferenceOperation member when member.Instance == reference && mayChange => OfPart(member, calls),
            IArrayElementReferenceOperation element when element.ArrayReference == reference => OfPart(element, calls),
            IInlineArrayAccessOperation element when element.Instance == reference => OfPart(element, calls),
            IInvocationOperation call when call.Instance == reference && mayChange => OfCall(call, calls),
            IConditionalAccessOperation access when access.Operation == reference && mayChange => OfConditional(
                access,
                calls
            ),
            _ => Usage.Read,
        };
    }

    /// <summary>Whether a function changes the object that one of its parameters, or <c>this</c>, refers to.</summary>
    public bool Changes(IMethodSymbol method, IParameterSymbol? parameter, int calls = MostCalls)
    {
        if (calls == 0 || IsOverridable(method) || sources.Body(method) is not { } body)
            return false;
        var usages = body.Descendants()
            .Where(operation => Is(operation, parameter))
            .Select(operation => Of(operation, calls - 1))
            .ToList();
        return usages.Any(usage => (usage & Usage.Changed) != 0)
            && (parameter is null || usages.All(usage => (usage & Usage.Assigned) == 0));
    }

    /// <summary>Whether a call may run another method than the one that is named.</summary>
    public static bool IsOverridable(IMethodSymbol method) =>
        (method.IsAbstract || method.IsVirtual || (method.IsOverride && !method.IsSealed))
        && !method.ContainingType.IsSealed;

    private static bool Is(IOperation operation, IParameterSymbol? parameter) =>
        parameter is null
            ? operation is IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ContainingTypeInstance }
            : operation is IParameterReferenceOperation mentioned && KnownTypes.Same(mentioned.Parameter, parameter);

    /// <summary>A part of the object: to assign it is to change the object.</summary>
    private Usage OfPart(IOperation part, int calls)
    {
        var usage = Of(part, calls);
        if (part is IEventReferenceOperation)
            return Usage.Read;
        // To set a property whose code is not known may do anything.
        if ((usage & Usage.Assigned) != 0 && part is IPropertyReferenceOperation { Property: { } property })
            return IsPlain(property) || Sets(property, calls) ? Usage.Changed : Usage.Read;
        return (usage & (Usage.Assigned | Usage.Changed)) != 0 ? Usage.Changed : Usage.Read;
    }

    private Usage OfCall(IInvocationOperation call, int calls) =>
        Mutators.IsOne(call.TargetMethod) || Changes(call.TargetMethod, parameter: null, calls)
            ? Usage.Changed
            : Usage.Read;

    private Usage OfConditional(IConditionalAccessOperation access, int calls) =>
        access.WhenNotNull is IInvocationOperation { Instance: IConditionalAccessInstanceOperation } call
            ? OfCall(call, calls)
            : Usage.Read;

    private Usage OfArgument(IArgumentOperation argument, bool mayChange, int calls)
    {
        if (argument.Parameter is not { } parameter || argument.Parent is not IInvocationOperation call)
            return argument.Parameter?.RefKind is RefKind.Ref or RefKind.Out ? Usage.Unknown | Usage.Read : Usage.Read;
        var method = call.TargetMethod;
        switch (parameter.RefKind)
        {
            case RefKind.Out:
                return Usage.Assigned;
            case RefKind.Ref when method.ContainingType.Name is "Interlocked" or "Volatile":
                return method.Name == "Read" ? Usage.Read : Usage.Assigned;
            case RefKind.Ref:
                return Usage.Unknown | Usage.Read;
            case not RefKind.None:
                return Usage.Read;
        }

        if (!mayChange)
            return Usage.Read;
        if (Mutators.ChangesFirstArgument(method) && parameter.Ordinal == 0)
            return Usage.Changed;
        if (Mutators.IsViewOf(method) && parameter.Ordinal == 0)
            return OfView(call);
        var definition = method.ReducedFrom ?? method.OriginalDefinition;
        return
            parameter.Ordinal < definition.Parameters.Length
            && !parameter.IsParams
            && Changes(definition, definition.Parameters[parameter.Ordinal], calls)
            ? Usage.Changed
            : Usage.Read;
    }

    // data.AsSpan(0, 10).Fill(1)
    private static Usage OfView(IInvocationOperation view) =>
        view.Parent switch
        {
            IInvocationOperation call when call.Instance == view && Mutators.IsOfSpan(call.TargetMethod) =>
                Usage.Changed,
            IArgumentOperation { Parent: IInvocationOperation call } when Mutators.IsOfSpan(call.TargetMethod) =>
                Usage.Changed,
            _ => Usage.Read,
        };

    private static Usage Used(IOperation change) =>
        change.Parent is IExpressionStatementOperation ? Usage.Assigned : Usage.Assigned | Usage.Read;

    private static bool IsTarget(ITupleOperation tuple) =>
        tuple.Parent switch
        {
            IDeconstructionAssignmentOperation assignment => assignment.Target == tuple,
            ITupleOperation outer => IsTarget(outer),
            _ => false,
        };

    private bool Sets(IPropertySymbol property, int calls) =>
        property.SetMethod is { } setter && Changes(setter, parameter: null, calls);

    private static bool IsPlain(IPropertySymbol property) =>
        property.IsIndexer
            ? Mutators.IsCollection(property.ContainingType)
            : Variables.IsAutomatic(property) || property.ContainingType.Locations.All(place => !place.IsInSource);
}

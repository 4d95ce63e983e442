using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Multiprocessing.Analyzers.Functions;

/// <summary>A call that gives a function to another process.</summary>
internal sealed class TaskCall(IInvocationOperation invocation, IOperation function, TaskKind kind)
{
    public IInvocationOperation Invocation { get; } = invocation;

    /// <summary>The function: a lambda, a method, or an expression of which nothing is known.</summary>
    public IOperation Function { get; } = function;

    public TaskKind Kind { get; } = kind;

    /// <summary>The call that an invocation is; null if it is another.</summary>
    public static TaskCall? Of(IInvocationOperation invocation, KnownTypes known) =>
        KindOf(invocation.TargetMethod, known) is { } kind && FunctionIn(invocation) is { } function
            ? new(invocation, Unconverted(function), kind)
            : null;

    /// <summary>The method that a value is; null if it is an expression of which nothing is known.</summary>
    public static IMethodSymbol? MethodOf(IOperation function) =>
        function switch
        {
            IAnonymousFunctionOperation lambda => lambda.Symbol,
            IMethodReferenceOperation reference => reference.Method,
            _ => null,
        };

    /// <summary>A value without what converts it to a delegate.</summary>
    public static IOperation Unconverted(IOperation value) =>
        value switch
        {
            IConversionOperation { OperatorMethod: null } conversion => Unconverted(conversion.Operand),
            IDelegateCreationOperation creation => Unconverted(creation.Target),
            IParenthesizedOperation parenthesized => Unconverted(parenthesized.Operand),
            _ => value,
        };

    /// <summary>The types of what is sent to the other process, and of what comes back.</summary>
    public IEnumerable<ITypeSymbol> Sent() =>
        Invocation.TargetMethod.TypeArguments.Where(argument => argument.TypeKind != TypeKind.Error);

    private static TaskKind? KindOf(IMethodSymbol method, KnownTypes known)
    {
        var type = method.ContainingType?.OriginalDefinition;
        if (KnownTypes.Same(type, known.Pool))
            return TaskKind.Pool;
        if (KnownTypes.Same(type, known.Child))
            return TaskKind.Child;
        if (KnownTypes.Same(type, known.Initializer))
            return TaskKind.Initializer;
        return KnownTypes.Same(type, known.StartMethods) ? TaskKind.Preload : null;
    }

    private static IOperation? FunctionIn(IInvocationOperation invocation)
    {
        foreach (var argument in invocation.Arguments)
        {
            if (argument.Parameter is { Name: "function", Type.TypeKind: TypeKind.Delegate })
                return argument.Value;
        }

        return null;
    }
}

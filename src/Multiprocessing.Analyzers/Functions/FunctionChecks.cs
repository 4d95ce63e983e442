using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Multiprocessing.Analyzers.Functions;

/// <summary>Why another process cannot run a function.</summary>
internal static class FunctionChecks
{
    /// <param name="function">What is given as the function, without conversions.</param>
    public static IEnumerable<Diagnostic> Of(IOperation function)
    {
        var method = TaskCall.MethodOf(function);
        var place = function.Syntax.GetLocation();
        var name = method is null ? "The function" : FunctionText.First(method);
        if (IsOfAnObject(function))
            yield return Diagnostic.Create(Rules.InstanceMethod, place, name);
        else if (CapturedBy(function, method) is { Count: > 0 } names)
            yield return Diagnostic.Create(Rules.CapturedVariables, place, name, FunctionText.List(names));
        if (Asynchronous.Is(method, function.Type))
            yield return Diagnostic.Create(Rules.AsynchronousFunction, place, name);
    }

    // A local function in an instance method refers to its object, too.
    private static bool IsOfAnObject(IOperation function) =>
        function
            is IMethodReferenceOperation
            {
                Instance: not null,
                Method: { IsStatic: false, MethodKind: not MethodKind.LocalFunction },
            };

    private static IReadOnlyList<string> CapturedBy(IOperation function, IMethodSymbol? method) =>
        function switch
        {
            IAnonymousFunctionOperation lambda => Captures.Of(lambda, lambda.Symbol),
            IMethodReferenceOperation when method is { MethodKind: MethodKind.LocalFunction, IsStatic: false } =>
                Captures.Declaration(function, method) is { } local ? Captures.Of(local, local.Symbol) : [],
            _ => [],
        };
}

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Multiprocessing.Analyzers.Functions;

namespace Multiprocessing.Analyzers.Tasks;

/// <summary>
/// The functions that are given to other processes, also through a parameter of a method that passes it on.
/// </summary>
internal sealed class Roots(Sources sources)
{
    private const int MostForwarders = 3;

    public IReadOnlyList<Root> Of(IEnumerable<TaskCall> calls) =>
        [.. calls.SelectMany(call => Of(call, call.Function, MostForwarders))];

    private IEnumerable<Root> Of(TaskCall call, IOperation function, int forwarders)
    {
        switch (function)
        {
            case IAnonymousFunctionOperation lambda:
                return [new(lambda.Symbol, lambda, function, call)];
            case IMethodReferenceOperation { Method: { } method } when sources.Body(method) is { } body:
                return [new(method.OriginalDefinition, body, function, call)];
            case IParameterReferenceOperation { Parameter: { } parameter } when forwarders > 0:
                return Given(parameter).SelectMany(given => Of(call, given, forwarders - 1));
            default:
                return [];
        }
    }

    /// <summary>
    /// What a method is given for a parameter, wherever it is called; nothing where the method may do something else
    /// with it.
    /// </summary>
    private IEnumerable<IOperation> Given(IParameterSymbol parameter) =>
        parameter.ContainingSymbol
            is IMethodSymbol { MethodKind: MethodKind.Ordinary or MethodKind.LocalFunction } method
        && MentionsOnce(method, parameter)
            ? sources
                .Uses(method.OriginalDefinition, method.Name)
                .OfType<IInvocationOperation>()
                .SelectMany(call => call.Arguments)
                .Where(argument => argument.Parameter?.Ordinal == parameter.Ordinal)
                .Select(argument => TaskCall.Unconverted(argument.Value))
            : [];

    private bool MentionsOnce(IMethodSymbol method, IParameterSymbol parameter) =>
        sources
            .Body(method)
            ?.Descendants()
            .OfType<IParameterReferenceOperation>()
            .Count(mention => KnownTypes.Same(mention.Parameter, parameter)) == 1;
}

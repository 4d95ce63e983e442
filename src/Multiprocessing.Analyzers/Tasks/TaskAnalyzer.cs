using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using Multiprocessing.Analyzers.Functions;

namespace Multiprocessing.Analyzers.Tasks;

/// <summary>
/// What a task does with variables that other processes have, too. It looks at the whole compilation when all of it has
/// been bound, and only if something is given to another process.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class TaskAnalyzer : DiagnosticAnalyzer
{
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
    [
        Rules.CapturedVariables,
        Rules.InstanceMethod,
        Rules.AsynchronousFunction,
        Rules.StaticWritten,
        Rules.StaticAssignedByMain,
        Rules.ArgumentChanged,
        Rules.StartedByInitializer,
    ];

    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(static start =>
        {
            if (KnownTypes.In(start.Compilation) is not { } known)
                return;
            var calls = new ConcurrentBag<TaskCall>();
            start.RegisterOperationAction(
                operation =>
                {
                    if (TaskCall.Of((IInvocationOperation)operation.Operation, known) is { } call)
                        calls.Add(call);
                },
                OperationKind.Invocation
            );
            start.RegisterCompilationEndAction(end => Report(end, known, calls));
        });
    }

    private static void Report(CompilationAnalysisContext context, KnownTypes known, ConcurrentBag<TaskCall> calls)
    {
        if (calls.IsEmpty)
            return;
        var program = new TaskProgram(new(context.Compilation, context.CancellationToken), known, calls);
        var passedOn = program.Roots.Where(root => root.IsForwarded).SelectMany(root => FunctionChecks.Of(root.Given));
        var found = passedOn
            .Concat(StaticWrites.In(program))
            .Concat(StaticReads.In(program))
            .Concat(ArgumentChanges.In(program))
            .Concat(StartingInitializers.In(program, known));
        foreach (var diagnostic in found)
            context.ReportDiagnostic(diagnostic);
    }
}

using System.ComponentModel;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace SharedStateSpecs.Repository.Conventions;

/// <summary>
/// A fact that fails once its time is up; the others go on. xUnit's own <c>Timeout</c> needs an async method, and what
/// hangs here is a
/// wait for a process. The thread that hangs is left behind; its processes die with the test host.
/// </summary>
public sealed class TimedFact : XunitTestCase
{
    private TimeSpan limit;

    [EditorBrowsable(EditorBrowsableState.Never)]
    [Obsolete("For deserialization.")]
    public TimedFact() { }

    public TimedFact(
        IMessageSink diagnostics,
        TestMethodDisplay display,
        TestMethodDisplayOptions options,
        ITestCase fact,
        TimeSpan limit
    )
        : base(diagnostics, display, options, fact.TestMethod, fact.TestMethodArguments)
    {
        SourceInformation = fact.SourceInformation;
        this.limit = limit;
    }

    public override async Task<RunSummary> RunAsync(
        IMessageSink diagnosticMessageSink,
        IMessageBus messageBus,
        object[] constructorArguments,
        ExceptionAggregator aggregator,
        CancellationTokenSource cancellationTokenSource
    )
    {
        using var heldMessages = new HeldMessageBus(messageBus, WithExplanation);
        // A thread of its own: specs that block must not keep others from starting.
        var run = Task
            .Factory.StartNew(
                () =>
                    base.RunAsync(
                        diagnosticMessageSink,
                        heldMessages,
                        constructorArguments,
                        aggregator,
                        cancellationTokenSource
                    ),
                CancellationToken.None,
                TaskCreationOptions.LongRunning,
                TaskScheduler.Default
            )
            .Unwrap();
        while (await Task.WhenAny(run, Task.Delay(limit)) != run)
        {
            if (heldMessages.Close() is { } test)
                return Fail(test, messageBus);
        }

        return await run;
    }

    private RunSummary Fail(ITest test, IMessageBus messageBus)
    {
        var seconds = (decimal)limit.TotalSeconds;
        messageBus.QueueMessage(
            WithExplanation(
                new TestFailed(test, seconds, "", new TimeoutException($"Not done after {limit.TotalSeconds} s."))
            )
        );
        messageBus.QueueMessage(new TestFinished(test, seconds, ""));
        messageBus.QueueMessage(new TestCaseFinished(this, seconds, testsRun: 1, testsFailed: 1, testsSkipped: 0));
        return new()
        {
            Total = 1,
            Failed = 1,
            Time = seconds,
        };
    }

    /// <summary>
    /// A failure that says, behind its own text, what it tells of the observations that the fact cites.
    /// </summary>
    private TestFailed WithExplanation(TestFailed failed) =>
        ProgramSpecs.ExplanationOf(TestMethod.TestClass.Class.ToRuntimeType(), TestMethod.Method.ToRuntimeMethod())
            is { } explanation
            ? new TestFailed(
                failed.Test,
                failed.ExecutionTime,
                failed.Output,
                failed.ExceptionTypes,
                [$"{failed.Messages[0]}\n\n{explanation}", .. failed.Messages[1..]],
                failed.StackTraces,
                failed.ExceptionParentIndices
            )
            : failed;

    public override void Serialize(IXunitSerializationInfo data)
    {
        base.Serialize(data);
        data.AddValue(nameof(limit), limit.TotalSeconds);
    }

    public override void Deserialize(IXunitSerializationInfo data)
    {
        base.Deserialize(data);
        limit = TimeSpan.FromSeconds(data.GetValue<double>(nameof(limit)));
    }

    /// <summary>The way to the runner, until the time is up.</summary>
    private sealed class HeldMessageBus(IMessageBus runner, Func<TestFailed, TestFailed> complete) : IMessageBus
    {
        private ITest? running;
        private bool closed;

        /// <summary>The test that runs, which from now on has nothing more to say; null where none does.</summary>
        public ITest? Close()
        {
            lock (runner)
            {
                closed = running is not null;
                return running;
            }
        }

        public bool QueueMessage(IMessageSinkMessage message)
        {
            lock (runner)
            {
                if (closed)
                    return true;
                running = message switch
                {
                    ITestStarting starting => starting.Test,
                    ITestResultMessage => null,
                    _ => running,
                };
                return runner.QueueMessage(message is TestFailed failed ? complete(failed) : message);
            }
        }

        public void Dispose() { }
    }
}

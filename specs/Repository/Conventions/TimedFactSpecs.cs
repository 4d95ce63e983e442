using Xunit.Abstractions;
using Xunit.Sdk;

namespace SharedStateSpecs.Repository.Conventions;

/// <summary>A spec that hangs fails by name, and the suite goes on.</summary>
public static class TimedFactSpecs
{
    [Fact]
    public static async Task A_fact_that_hangs_fails_when_its_time_is_up()
    {
        var messages = await Run(typeof(Sample), nameof(Sample.Hangs), TimeSpan.FromMilliseconds(200));

        messages.OfType<ITestFailed>().Single().Messages.Should().Equal("Not done after 0.2 s.");
        messages[^1].Should().BeAssignableTo<ITestCaseFinished>();
    }

    [Fact]
    public static async Task A_fact_that_ends_in_time_passes()
    {
        var messages = await Run(typeof(Sample), nameof(Sample.Ends), TimeSpan.FromSeconds(10));

        messages.OfType<ITestResultMessage>().Single().Should().BeAssignableTo<ITestPassed>();
    }

    [Fact]
    public static void A_soak_can_take_longer_than_another_fact() =>
        new SoakAttribute().TimeLimit.Should().BeGreaterThan(TimeSpan.FromMinutes(1));

    /// <summary>Runs a fact outside of the suite, and returns the messages that a runner would get.</summary>
    internal static async Task<IReadOnlyList<IMessageSinkMessage>> Run(Type spec, string method, TimeSpan limit)
    {
        var sample = Reflector.Wrap(spec);
        var collection = new TestCollection(new TestAssembly(sample.Assembly), collectionDefinition: null, "samples");
        var testMethod = new TestMethod(
            new TestClass(collection, sample),
            sample.GetMethod(method, includePrivateMethod: false)
        );
        var recorder = new Recorder();
        using var fact = new XunitTestCase(
            recorder,
            TestMethodDisplay.Method,
            TestMethodDisplayOptions.None,
            testMethod
        );
        using var timed = new TimedFact(recorder, TestMethodDisplay.Method, TestMethodDisplayOptions.None, fact, limit);
        using var cancellation = new CancellationTokenSource();
        await timed.RunAsync(recorder, recorder, [], new ExceptionAggregator(), cancellation);
        return recorder.Messages;
    }

    private sealed class Recorder : LongLivedMarshalByRefObject, IMessageBus, IMessageSink
    {
        public List<IMessageSinkMessage> Messages { get; } = [];

        public bool QueueMessage(IMessageSinkMessage message)
        {
            lock (Messages)
                Messages.Add(message);
            return true;
        }

        public bool OnMessage(IMessageSinkMessage message) => true;

        public void Dispose() { }
    }

    /// <summary>Abstract, so that the suite itself does not run it.</summary>
    public abstract class Sample
    {
        [Fact]
        public static void Hangs() => Thread.Sleep(TimeSpan.FromSeconds(5));

        [Fact]
        public static void Ends() { }
    }
}

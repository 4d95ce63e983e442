using SharedStateSpecs.Repository.Conventions;
using Xunit.Abstractions;
using Xunit.Sdk;

[assembly: TestFramework($"SharedStateSpecs.Repository.Conventions.{nameof(SpecFramework)}", "SharedStateSpecs")]

namespace SharedStateSpecs.Repository.Conventions;

/// <summary>
/// xUnit, with the traits and skips of <see cref="SpecAttribute"/> and a time limit for each fact. xUnit alone does not
/// read the traits of the types around a test class, and cannot skip an inherited fact in one derived class only.
/// </summary>
public sealed class SpecFramework(IMessageSink diagnostics) : XunitTestFramework(diagnostics)
{
    protected override ITestFrameworkDiscoverer CreateDiscoverer(IAssemblyInfo assemblyInfo) =>
        new Discoverer(assemblyInfo, SourceInformationProvider, DiagnosticMessageSink);

    private sealed class Discoverer(
        IAssemblyInfo assembly,
        ISourceInformationProvider sources,
        IMessageSink diagnostics
    ) : XunitTestFrameworkDiscoverer(assembly, sources, diagnostics)
    {
        protected override bool FindTestsForMethod(
            ITestMethod testMethod,
            bool includeSourceInformation,
            IMessageBus messageBus,
            ITestFrameworkDiscoveryOptions options
        )
        {
            var method = ((IReflectionMethodInfo)testMethod.Method).MethodInfo;
            var facts = new Facts(
                messageBus,
                SpecTraits.Of(((IReflectionTypeInfo)testMethod.TestClass.Class).Type, method),
                this,
                options
            );
            return base.FindTestsForMethod(testMethod, includeSourceInformation, facts, options);
        }

        /// <summary>
        /// Gives each fact its traits on its way to the runner, and replaces a fact that cannot run here by a skipped
        /// one.
        /// </summary>
        private sealed class Facts(
            IMessageBus runner,
            SpecTraits traits,
            Discoverer discoverer,
            ITestFrameworkDiscoveryOptions options
        ) : IMessageBus
        {
            public bool QueueMessage(IMessageSinkMessage message)
            {
                if (message is not ITestCaseDiscoveryMessage found)
                    return runner.QueueMessage(message);

                ITestCase fact = found.TestCase switch
                {
                    var any when traits.SkipReason is { } reason => Skipped(any, reason),
                    XunitTestCase { SkipReason: null, Timeout: 0 } one when one.GetType() == typeof(XunitTestCase) =>
                        Timed(one),
                    var other => other,
                };
                foreach (var trait in traits.Traits)
                    fact.Traits[trait.Key] = [.. trait];
                return runner.QueueMessage(new TestCaseDiscoveryMessage(fact));
            }

            public void Dispose() => runner.Dispose();

            private TimedFact Timed(ITestCase fact) =>
                new(
                    discoverer.DiagnosticMessageSink,
                    options.MethodDisplayOrDefault(),
                    options.MethodDisplayOptionsOrDefault(),
                    fact,
                    Limits.Of(traits.TimeLimit)
                );

            private XunitSkippedDataRowTestCase Skipped(ITestCase fact, string reason) =>
                new(
                    discoverer.DiagnosticMessageSink,
                    options.MethodDisplayOrDefault(),
                    options.MethodDisplayOptionsOrDefault(),
                    fact.TestMethod,
                    reason,
                    fact.TestMethodArguments
                )
                {
                    SourceInformation = fact.SourceInformation,
                };
        }
    }
}

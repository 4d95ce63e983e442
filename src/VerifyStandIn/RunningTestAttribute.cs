using System.Reflection;
using Xunit.Sdk;

namespace VerifyXunit;

/// <summary>Records the running test method, so that a snapshot can be named after it.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class RunningTestAttribute : BeforeAfterTestAttribute
{
    private static readonly AsyncLocal<MethodInfo?> Current = new();

    internal static MethodInfo Method =>
        Current.Value
        ?? throw new InvalidOperationException(
            $"No test is running, or its class does not derive from {nameof(VerifyBase)}."
        );

    public override void Before(MethodInfo methodUnderTest) => Current.Value = methodUnderTest;

    public override void After(MethodInfo methodUnderTest) => Current.Value = null;
}

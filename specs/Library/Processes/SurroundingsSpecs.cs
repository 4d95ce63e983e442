using System.Reflection;
using System.Runtime.Versioning;
using Multiprocessing;
using SharedStateSpecs.Repository.Conventions;

namespace SharedStateSpecs.Library.Processes;

/// <summary>What is different in a spawned child, beside its memory.</summary>
[Start(StartMethod.Spawn)]
public static class SurroundingsSpecs
{
    [Fact]
    public static void The_entry_assembly_of_a_child_is_the_library()
    {
        using var child = ChildProcess.Start(static () => Assembly.GetEntryAssembly()?.GetName().Name);

        child.Result.Should().Be("Multiprocessing");
        typeof(SurroundingsSpecs).Assembly.GetName().Name.Should().Be("SharedStateSpecs", "it has a name of its own");
    }

    [Fact, Linux("it lists descriptors in /proc."), UnsupportedOSPlatform("windows")]
    public static void A_child_inherits_standard_input()
    {
        using var child = ChildProcess.Start(static () => StandardInput);

        child.Result.Should().Be(StandardInput);
    }

    private static string? StandardInput => File.ResolveLinkTarget("/proc/self/fd/0", returnFinalTarget: false)?.Name;
}

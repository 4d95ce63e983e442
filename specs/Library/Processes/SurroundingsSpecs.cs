using System.Reflection;
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
}

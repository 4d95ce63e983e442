using System.Reflection.PortableExecutable;
using System.Runtime;
using System.Text.RegularExpressions;
using Multiprocessing;
using Multiprocessing.Processes;
using SharedStateSpecs.Repository.Conventions;

namespace SharedStateSpecs.Library.Processes;

/// <summary>
/// The cold-start rule of <c>Processes/Spawning/README.md</c>: before its first task a child loads and compiles nothing
/// that it can avoid.
/// </summary>
public static class ColdStartSpecs
{
    private static readonly string[] OfEveryChild =
    [
        "Multiprocessing",
        "System.Collections",
        "System.Memory",
        "System.Private.CoreLib",
        "System.Runtime",
        "System.Runtime.InteropServices",
        "System.Threading",
    ];

    [Linux("the kernel lists what a process has mapped")]
    public sealed class BeforeItsFirstTask
    {
        [Fact]
        public void A_child_loads_few_assemblies() =>
            Loaded(child => child.Call(JitInfo.GetCompiledMethodCount, false))
                .Except(OfEveryChild)
                .Should()
                .BeEmpty("each one makes every start slower");

        [Start(StartMethod.Fork)]
        [Fact]
        public void A_child_that_can_fork_loads_the_console_too() =>
            Loaded(child => child.Call(JitInfo.GetCompiledMethodCount, false), forkReady: true)
                .Except(OfEveryChild)
                .Should()
                .BeSubsetOf(
                    ["System.Console", "System.Text.Encoding.Extensions", "System.Threading.Thread"],
                    "its streams start no thread"
                );

        [Fact]
        public void An_assembly_that_is_loaded_would_be_seen() =>
            Loaded(child => child.Call(Regex.Escape, "a")).Should().Contain("System.Text.RegularExpressions");
    }

    [CompiledAheadOfTime]
    public sealed class WhereTheLibraryIsCompiledAheadOfTime
    {
        [Fact]
        public void A_child_compiles_only_what_runs_its_function()
        {
            using var child = ServiceProcess.Start(new() { StartMethod = StartMethod.Spawn });

            child
                .Call(JitInfo.GetCompiledMethodCount, false)
                .Should()
                .BeLessThanOrEqualTo(5, "everything else is compiled ahead of time");
        }
    }

    private static IEnumerable<string> Loaded(Action<ServiceProcess> task, bool forkReady = false)
    {
        using var child = ServiceProcess.Start(new() { StartMethod = StartMethod.Spawn, ForkReady = forkReady });
        task(child);
        return
        [
            .. File.ReadLines($"/proc/{child.Id}/maps")
                .Where(line => line.EndsWith(".dll", StringComparison.Ordinal))
                .Select(line => Path.GetFileNameWithoutExtension(line))
                .Distinct(),
        ];
    }

    /// <summary>Without crossgen2 the library's own code is compiled in each child, and so is counted.</summary>
    [AttributeUsage(AttributeTargets.Class)]
    internal sealed class CompiledAheadOfTimeAttribute : SpecAttribute
    {
        internal override IEnumerable<(string Name, string Value)> Traits => [];

        internal override string? SkipReason(bool onCPython)
        {
            using var library = new PEReader(File.OpenRead(typeof(ChildProcess).Assembly.Location));
            return library.PEHeaders.CorHeader!.ManagedNativeHeaderDirectory.Size > 0
                ? null
                : "This build of the library is not compiled ahead of time: build it with -c Release.";
        }
    }
}

using Multiprocessing;
using Multiprocessing.Connections;
using Multiprocessing.Pickling;
using Multiprocessing.Platform;
using Multiprocessing.Processes;
using Multiprocessing.Workers;

namespace SharedStateSpecs.Library.Processes;

/// <summary>What a child shows of itself, for a log or a debugger.</summary>
public static class ChildStateSpecs
{
    [Fact]
    public static void A_child_shows_how_far_it_has_come_and_how_it_ended()
    {
        var process = new SimulatedProcess();
        var (ours, theirs) = Listener.Pair();
        using var child = ChildProcess<int>.Make("child", process, ours, new(process, ours, theirs, null, null));

        $"{child}".Should().Be("child (process 7) is starting");
        Tell(MessageKind.Entering);
        $"{child}".Should().Be("child (process 7) is running", "what it has sent is not received for that");
        child.IsAlive.Should().BeTrue();
        $"{child}".Should().Be("child (process 7) runs its module");
        Tell(MessageKind.Ready);
        child.IsAlive.Should().BeTrue();
        $"{child}".Should().Be("child (process 7) is running");
        process.End = -9;
        $"{child}".Should().Be("child (process 7) was killed by signal 9");

        void Tell(MessageKind kind) => theirs.Send(new PickleWriter().Begin(kind, 0).WrittenMemory);
    }

    [Fact]
    public static void A_child_that_has_ended_shows_its_exit_code_also_after_it_was_disposed_of()
    {
        var process = new SimulatedProcess { End = 3 };
        var (ours, theirs) = Listener.Pair();
        var child = ChildProcess<int>.Make("child", process, ours, new(process, ours, theirs, null, null));

        $"{child}".Should().Be("child (process 7) ended with exit code 3");
        child.Dispose();
        $"{child}".Should().Be("child (process 7) ended with exit code 3");
    }

    private sealed class SimulatedProcess : ProcessHandle
    {
        private int? known;

        public int? End { get; set; }

        public override int Id => 7;

        protected override int? KnownExitCode => known;

        public override int? Wait(Deadline deadline) => known = End;

        public override void Terminate() => Kill();

        public override void Kill() => End ??= -9;

        public override void Dispose() { }
    }
}

using Multiprocessing.Connections;
using Multiprocessing.Platform;
using SharedStateSpecs.Repository.Conventions;

namespace SharedStateSpecs.Library.Connections;

/// <summary>
/// What the parts of this library rely on in a connection: over descriptors, as on Unix, and over sockets, as on
/// Windows.
/// </summary>
public static class ConnectionSpecs
{
    private const int Large = 32 << 20;

    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(20),
        Long = TimeSpan.FromSeconds(10);

    public abstract class OverAnyTransport : IDisposable
    {
        private readonly Listener listener;
        private readonly Connection one,
            other;

        private protected OverAnyTransport(Listener listener, Func<Address, Deadline, Connection> connect)
        {
            this.listener = listener;
            one = connect(listener.Address, Endpoints.Soon);
            other = listener.Accept(Endpoints.Soon)!;
        }

        private protected abstract ConnectionPoll Poll();

        [Fact]
        public void What_is_not_there_is_not_waited_for()
        {
            one.TryReceive(out _).Should().Be(Received.Nothing);
            one.WaitToReceive(Deadline.After(Moment)).Should().BeFalse();
            one.Receive(Deadline.After(Moment), out _).Should().Be(Received.Nothing);

            other.Send(new byte[3]);

            one.Receive(Endpoints.Soon, out var message).Should().Be(Received.Message);
            message.Length.Should().Be(3);
        }

        [Fact]
        public async Task Nobody_waits_for_one_who_does_not_receive()
        {
            var sending = Task.Run(() => one.TrySend(new byte[Large]));

            (await sending.WaitAsync(Long)).Should().BeFalse("the system does not keep so much");
            var receiving = Task.Run(() => other.Receive(out var message) ? message.Length : -1);
            while (!one.ContinueSending())
                Thread.Sleep(1);

            (await receiving.WaitAsync(Long)).Should().Be(Large);
        }

        [Fact]
        public void An_end_is_seen_by_the_other_side()
        {
            other.Send(new byte[1]);
            other.Dispose();

            one.Receive(out _).Should().BeTrue("what was sent before is kept");
            one.Receive(out _).Should().BeFalse();
            one.HasEnded().Should().BeTrue();
        }

        [Fact]
        public async Task A_thread_that_receives_is_ended_by_another()
        {
            var receiving = Task.Run(() => one.Receive(out _));

            one.End();

            (await receiving.WaitAsync(Long)).Should().BeFalse();
        }

        [Fact]
        public async Task A_poll_ends_with_a_message_or_when_it_is_woken()
        {
            using var poll = Poll();
            var waiting = Task.Run(() => poll.Wait([one], Deadline.Never));
            other.Send(new byte[1]);
            await waiting.WaitAsync(Long);
            one.IsSignalled.Should().BeTrue();
            one.TryReceive(out _).Should().Be(Received.Message);

            poll.Wake();

            poll.Wait([one], Endpoints.Soon);
            one.IsSignalled.Should().BeFalse();
        }

        [Fact]
        public async Task Disposing_of_a_listener_ends_the_wait_of_another_thread()
        {
            listener.Accept(Deadline.After(Moment)).Should().BeNull();
            var accepting = Task.Run(() => listener.Accept(Deadline.Never));

            listener.Dispose();

            (await accepting.WaitAsync(Long)).Should().BeNull();
        }

        public void Dispose()
        {
            one.Dispose();
            other.Dispose();
            listener.Dispose();
            GC.SuppressFinalize(this);
        }
    }

    [Linux("Windows has no descriptors that are inherited.")]
    public sealed class OverDescriptors() : OverAnyTransport(DescriptorListener.Bind(null), DescriptorListener.Connect)
    {
        private protected override ConnectionPoll Poll() => new DescriptorPoll();
    }

    public sealed class OverSockets() : OverAnyTransport(SocketListener.Bind(null), SocketListener.Connect)
    {
        private protected override ConnectionPoll Poll() => new SocketPoll();
    }
}

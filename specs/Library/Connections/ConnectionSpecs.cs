using Multiprocessing.Connections;
using Multiprocessing.Platform;
using SharedStateSpecs.Repository.Conventions;

namespace SharedStateSpecs.Library.Connections;

/// <summary>
/// What this library relies on in a connection, over descriptors as on Unix and over sockets as on Windows.
/// </summary>
public static class ConnectionSpecs
{
    private const int Large = 32 << 20;

    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(20),
        Long = Limits.Wait;

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
        public void Receiving_does_not_wait_beyond_the_deadline()
        {
            one.TryReceive(out _).Should().Be(Received.Nothing);
            one.WaitToReceive(Deadline.After(Moment)).Should().BeFalse();
            one.Receive(Deadline.After(Moment), out _).Should().Be(Received.Nothing);

            other.Send(new byte[3]);

            one.Receive(Endpoints.Soon, out var message).Should().Be(Received.Message);
            message.Length.Should().Be(3);
        }

        [Fact]
        public async Task A_sender_does_not_wait_for_a_peer_that_does_not_receive()
        {
            var sending = Task.Run(() => one.TrySend(new byte[Large]));

            (await sending.WaitAsync(Long)).Should().BeFalse("the system does not buffer that much");
            var receiving = Task.Run(() => other.Receive(out var message) ? message.Length : -1);
            while (!one.ContinueSending())
                Thread.Sleep(1);

            (await receiving.WaitAsync(Long)).Should().Be(Large);
        }

        [Fact]
        public void The_other_side_sees_the_end()
        {
            other.Send(new byte[1]);
            other.Dispose();

            one.Receive(out _).Should().BeTrue("what was sent before the end is kept");
            one.Receive(out _).Should().BeFalse();
            one.HasEnded().Should().BeTrue();
        }

        [Fact]
        public async Task Ending_a_connection_ends_the_wait_of_another_thread()
        {
            var receiving = Task.Run(() => one.Receive(out _));

            one.End();

            (await receiving.WaitAsync(Long)).Should().BeFalse();
        }

        [Fact]
        public async Task A_poll_ends_when_a_message_arrives_or_it_is_woken()
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

    [Linux("Windows has no inheritable descriptors.")]
    public sealed class OverDescriptors() : OverAnyTransport(DescriptorListener.Bind(null), DescriptorListener.Connect)
    {
        private protected override ConnectionPoll Poll() => new DescriptorPoll();
    }

    public sealed class OverSockets() : OverAnyTransport(SocketListener.Bind(null), SocketListener.Connect)
    {
        private protected override ConnectionPoll Poll() => new SocketPoll();
    }
}

using Multiprocessing;
using Multiprocessing.Pickling;
using SharedStateSpecs.Repository.Conventions;

namespace SharedStateSpecs.Library.Sharing;

/// <summary>Pipes: their two ends in one process, and one of them in a child.</summary>
public static class PipeSpecs
{
    [Fact]
    public static void Objects_and_bytes_arrive_in_order_in_both_directions()
    {
        var (first, second) = Pipe.Create();
        using (first)
        using (second)
        {
            first.Send(new List<int> { 1, 2 });
            first.SendBytes(new byte[] { 3 });
            second.Send("answer");

            second.Poll().Should().BeTrue();
            second.Receive<List<int>>().Should().Equal(1, 2);
            second.ReceiveBytes().Should().Equal(3);
            second.Poll().Should().BeFalse();
            first.Receive<string>().Should().Be("answer");
        }
    }

    [Fact]
    public static void A_pipe_that_is_not_duplex_has_one_direction()
    {
        var (receiver, sender) = Pipe.Create(duplex: false);
        using (receiver)
        using (sender)
        {
            (receiver.CanReceive, receiver.CanSend, sender.CanReceive, sender.CanSend)
                .Should()
                .Be((true, false, false, true));
            sender.Send(1);
            receiver.Receive<int>().Should().Be(1);

            receiver.Invoking(one => one.Send(1)).Should().Throw<InvalidOperationException>().WithMessage("*receives*");
            sender
                .Invoking(one => one.Receive<int>())
                .Should()
                .Throw<InvalidOperationException>()
                .WithMessage("*sends*");
            sender.Invoking(one => one.Poll()).Should().Throw<InvalidOperationException>();
        }
    }

    [Fact]
    public static void What_was_sent_before_the_end_was_closed_is_received()
    {
        var (first, second) = Pipe.Create();
        using (first)
        {
            second.Send(1);
            second.Dispose();

            first.Receive<int>().Should().Be(1);
            first.Poll().Should().BeTrue("the end of file can be received");
            first.Invoking(one => one.Receive<int>()).Should().Throw<EndOfStreamException>();
            first.Invoking(one => one.Send(1)).Should().Throw<EndOfStreamException>();
            second.Invoking(one => one.Send(1)).Should().Throw<ObjectDisposedException>();
        }
    }

    [Fact]
    public static async Task A_wait_ends_with_its_time_or_a_cancellation_and_loses_nothing()
    {
        var (first, second) = Pipe.Create();
        using (first)
        using (second)
        using (var cancellation = new CancellationTokenSource())
        {
            first.Invoking(one => one.Receive<int>(TimeSpan.FromMilliseconds(10))).Should().Throw<TimeoutException>();
            var waiting = LongTask.Run(() => first.Receive<int>(cancellation: cancellation.Token));
            await cancellation.CancelAsync();
            await waiting.Invoking(one => one.WaitAsync(Limits.Wait)).Should().ThrowAsync<OperationCanceledException>();

            second.Send(5);
            first.Receive<int>(Limits.Wait).Should().Be(5);
        }
    }

    [Fact]
    public static void What_cannot_be_sent_is_refused_and_nothing_is_sent()
    {
        var (first, second) = Pipe.Create();
        using (first)
        using (second)
        {
            first.Invoking(one => one.Send(() => 1)).Should().Throw<PicklingException>();
            first.Send(2);

            second.Receive<int>().Should().Be(2);
        }
    }

    [Fact]
    public static void An_end_is_refused_where_no_descriptor_can_be_given()
    {
        var (first, second) = Pipe.Create();
        using (first)
        using (second)
        {
            var pickle = () => new Pickler(PickleTypes.Application).Dump((1, first)).Length;

            pickle.Should().Throw<PicklingException>().WithMessage("*a process that runs already*SharedQueue*");
        }
    }

    public abstract class UnderAnyStartMethod(StartMethod start)
    {
        [Fact]
        public void A_child_uses_the_end_that_it_was_given_and_closes_it_by_ending()
        {
            var (ours, theirs) = Pipe.Create();
            using (ours)
            {
                ours.Send("for this process");
                ours.Send(21);
                theirs.Receive<string>().Should().Be("for this process");
                using var child = ChildProcess.Start(Double, (theirs, "twice"), new() { StartMethod = start });
                theirs.Dispose();

                ours.Receive<string>(Limits.Wait).Should().Be("twice 42");
                ours.SendBytes(new byte[1 << 20]);
                ours.ReceiveBytes(Limits.Wait).Should().HaveCount(1 << 20);
                ours.Invoking(one => one.Receive<string>(Limits.Wait)).Should().Throw<EndOfStreamException>();
            }
        }
    }

    [Start(StartMethod.Spawn)]
    [Linux("On Windows no end can be given to a child.")]
    public sealed class UnderSpawn() : UnderAnyStartMethod(StartMethod.Spawn);

    [Start(StartMethod.ForkServer)]
    public sealed class UnderForkServer() : UnderAnyStartMethod(StartMethod.ForkServer);

    private static void Double((PipeConnection End, string Text) given)
    {
        given.End.Send($"{given.Text} {given.End.Receive<int>() * 2}");
        given.End.SendBytes(given.End.ReceiveBytes());
    }
}

using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;
using Multiprocessing;
using SharedStateSpecs.Repository.Conventions;
using static SharedStateSpecs.Library.Pools.PoolPrograms;

namespace SharedStateSpecs.Library.Hosting;

/// <summary>A pool in an application with a host: how it is found, and what is seen of it.</summary>
[Start(StartMethod.Spawn)]
public sealed class HostedPoolSpecs(HostedPool hosted) : IClassFixture<HostedPool>
{
    private readonly ProcessPool pool = hosted.Pool;

    [Fact]
    public void The_first_pool_is_found_by_its_name_and_without() =>
        hosted.Host.Services.GetRequiredService<ProcessPool>().Should().BeSameAs(pool);

    [Fact]
    public void Workers_are_started_with_the_host()
    {
        hosted.StartedEarly.Should().Be(1);
        hosted.Log.Last(1).Should().Be("Pool work has started. Workers: 1.");
    }

    [Fact]
    public void The_applications_own_observer_is_told_too_and_not_in_the_context_of_the_first_caller() =>
        hosted.Flowed.Should().Equal(["of the caller", null], "the thread of the pool serves all callers");

    [Fact]
    public void A_lost_worker_and_its_replacement_are_logged_and_counted()
    {
        hosted.Measured.Take("worker.ends");

        Thrown(() => pool.Apply(Die)).Should().BeOfType<WorkerLostException>();
        pool.Apply(static () => 1).Should().Be(1);

        Logged(7, LogLevel.Warning)
            .Should()
            .MatchRegex(@"^worker-\d+ \(process \d+\) of pool work died: exit code -?\d+\.$");
        Logged(5, LogLevel.Information).Should().MatchRegex(@"^Pool work started worker-\d+ .* in place of another\.$");
        hosted.Measured.Take("worker.ends").Should().Equal("work, lost: 1");
    }

    [Fact]
    public void A_task_whose_time_is_up_is_logged_and_counted()
    {
        hosted.Measured.Take("worker.ends");
        var limit = new PoolCallOptions { TaskTimeout = TimeSpan.FromMilliseconds(50) };

        Thrown(() => pool.Apply(Sleep, Timeout.Infinite, limit)).Should().BeOfType<TimeoutException>();

        Logged(8, LogLevel.Warning).Should().EndWith("of pool work was killed: its task ran longer than it may.");
        hosted.Measured.Take("worker.ends").Should().Equal("work, timed_out: 1");
    }

    [Fact]
    public void Items_are_counted_by_their_outcome()
    {
        hosted.Measured.Take("items");

        pool.Map(Sleep, [0, 0, 0]);
        _ = Thrown(() => pool.Apply(Fail, "reason"));

        hosted.Measured.Take("items").Should().Equal("work, ok: 3", "work, failed: 1");
    }

    [Fact]
    public void Calls_are_measured_by_their_function_and_failure()
    {
        hosted.Measured.Take("call.duration");

        pool.Map(Sleep, [0, 0, 0]);
        _ = Thrown(() => pool.Apply(Fail, "reason"));

        hosted
            .Measured.Take("call.duration")
            .Should()
            .Equal("work, HostedPoolSpecs.Sleep: 1", "work, HostedPoolSpecs.Fail, System.IO.InvalidDataException: 1");
    }

    [Fact]
    public void Workers_and_the_queue_are_measured()
    {
        pool.Apply(Sleep, 0); // a worker that another fact has ended is replaced

        hosted.Measured.Take("workers").Should().Equal("work, busy: 0", "work, idle: 1");
        hosted.Measured.Take("queue.length").Should().Equal("work: 0");
    }

    [Fact]
    public async Task A_pool_that_works_is_healthy()
    {
        pool.Apply(Sleep, 0);

        var health = await hosted.Host.Health();

        health.Status.Should().Be(HealthStatus.Healthy);
        health.Data.Should().Contain("workers", 1).And.ContainKey("lostWorkers");
    }

    [Fact]
    public async Task A_task_continues_the_trace_of_its_caller()
    {
        using var listener = Listen(out var activities);
        using var caller = new Activity("caller").Start();

        var seen = await pool.ApplyAsync(Trace);

        var call = activities.Should().ContainSingle().Which;
        (call.OperationName, call.ParentSpanId).Should().Be(("run HostedPoolSpecs.Trace", caller.SpanId));
        seen.Should().Be($"{caller.TraceId} {call.SpanId}");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_activity_of_the_caller_stays_as_it_is(bool isStopped)
    {
        using var listener = Listen(out var activities);
        using var caller = new Activity("caller").Start();
        var stop = isStopped ? Task.Run(caller.Stop) : Task.CompletedTask;
        await stop;

        var call = pool.ApplyAsync(Sleep, 0);
        var during = Activity.Current;
        await call;

        during.Should().BeSameAs(caller);
        Activity.Current.Should().BeSameAs(caller);
        activities.Should().ContainSingle();
    }

    [Fact]
    public void A_failed_call_is_logged_in_its_trace()
    {
        using var listener = Listen(out var activities);

        _ = Thrown(() => pool.Apply(Fail, "reason"));

        var call = activities.Should().ContainSingle().Which;
        (call.Status, call.StatusDescription).Should().Be((ActivityStatusCode.Error, "reason"));
        hosted.Log.All.Last(message => message.Event.Id == 10).Trace.Should().Be($"{call.SpanId}");
    }

    [Fact]
    public void A_task_has_a_trace_only_where_somebody_records_it()
    {
        using var caller = new Activity("caller").Start();

        var without = pool.Apply(Trace);
        caller.ActivityTraceFlags = ActivityTraceFlags.Recorded;
        var with = pool.Apply(Trace);

        without.Should().BeNull("tasks without one are faster");
        with.Should().Be($"{caller.TraceId} {caller.SpanId}");
    }

    private string? Logged(int eventId, LogLevel level)
    {
        hosted.Log.All.Last(message => message.Event.Id == eventId).Level.Should().Be(level);
        return hosted.Log.Last(eventId);
    }

    private static ActivityListener Listen(out List<Activity> activities)
    {
        var ended = activities = [];
        var listener = new ActivityListener
        {
            ShouldListenTo = static source => source.Name == "Multiprocessing",
            Sample = static (ref _) => ActivitySamplingResult.AllData,
            ActivityStopped = activity =>
            {
                if (Equals(activity.GetTagItem("multiprocessing.pool.name"), HostedPool.Name))
                    ended.Add(activity);
            },
        };
        ActivitySource.AddActivityListener(listener);
        return listener;
    }

    private static string? Trace() => Activity.Current is { } own ? $"{own.TraceId} {own.ParentSpanId}" : null;

    private static int Sleep(int milliseconds)
    {
        Thread.Sleep(milliseconds);
        return milliseconds;
    }

    private static int Fail(string reason) => throw new InvalidDataException(reason);

    private static int Die()
    {
        Process.GetCurrentProcess().Kill();
        return 0;
    }
}

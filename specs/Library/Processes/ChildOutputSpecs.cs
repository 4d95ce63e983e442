using System.Collections.Concurrent;
using System.Text;
using Multiprocessing;
using Multiprocessing.Processes;
using SharedStateSpecs.Repository.Conventions;
using static SharedStateSpecs.Library.Pools.PoolPrograms;
using static SharedStateSpecs.Library.Processes.MainProcess;

namespace SharedStateSpecs.Library.Processes;

/// <summary>What children write, given line by line to a handler in their parent.</summary>
public static class ChildOutputSpecs
{
    [Start(StartMethod.Spawn)]
    public class OfAChild
    {
        private readonly ConcurrentQueue<string> lines = [];

        [Fact]
        public void When_it_was_waited_for_all_lines_were_given_the_last_one_too()
        {
            using var child = ChildProcess.Start(Write, 1000, Handled("writer"));
            child.Join();

            lines.Should().HaveCount(1002).And.Contain("writer! an error");
            lines
                .Where(static line => !line.Contains('!', StringComparison.Ordinal))
                .Should()
                .Equal([.. Enumerable.Range(0, 1000).Select(static i => $"writer: line {i}"), "writer: the end"]);
        }

        [Fact]
        public async Task A_task_ends_when_all_lines_were_given()
        {
            using var child = ChildProcess.Start(Write, 10, Handled("writer"));
            await child.WaitAsync();

            lines.Should().HaveCount(12);
        }

        [Fact]
        public void The_last_line_of_a_killed_child_arrives()
        {
            using (var child = ChildProcess.Start(WriteAndSleep, Handled("victim")))
            {
                SpinWait.SpinUntil(() => !lines.IsEmpty, Limits.Wait).Should().BeTrue("it writes a line");
                child.Kill();
            }

            lines.Should().Equal("victim: ready", "victim: and wait");
        }

        [Fact]
        public async Task A_handler_can_end_its_child()
        {
            var started = new TaskCompletionSource<ChildProcess>();
            var ended = new TaskCompletionSource();
            var options = new ChildProcessOptions
            {
                StandardOutput = (_, _) =>
                {
                    started.Task.Result.Dispose();
                    ended.TrySetResult();
                },
            };

            var child = ChildProcess.Start(WriteAndSleep, options);
            started.SetResult(child);

            await ended.Task.WaitAsync(Limits.Wait);
            child.IsAlive.Should().BeFalse();
        }

        private ChildProcessOptions Handled(string name) =>
            new()
            {
                Name = name,
                StandardOutput = (child, line) => lines.Enqueue($"{child}: {line}"),
                StandardError = (child, line) => lines.Enqueue($"{child}! {line}"),
            };
    }

    [Start(StartMethod.Spawn)]
    public class OfAPool
    {
        [Fact]
        public void The_lines_of_workers_come_with_their_names_also_from_workers_that_die()
        {
            var lines = new ConcurrentQueue<string>();
            ProcessPool? pool = null;
            var options = new ProcessPoolOptions
            {
                Workers = 1,
                StandardOutput = (worker, line) =>
                    lines.Enqueue($"{worker.Split('-')[0]} of {pool!.WorkerIds.Count}: {line}"),
            };
            using (pool = new ProcessPool(options))
            {
                Thrown(() => pool.Apply(WriteAndDie, 1)).Should().BeOfType<WorkerLostException>();
                pool.Map(static (int i) => Console.WriteLine(i), [2, 3], chunkSize: 1);
            }

            lines.Select(static line => line.Split(' ')[0]).Should().AllBe("worker");
            lines.Select(static line => line.Split(' ')[^1]).Should().Equal("1", "2", "3");
        }
    }

    [Start(StartMethod.Fork)]
    public class InAProcessThatForks
    {
        [Fact]
        public void A_handler_is_refused_with_the_reason() =>
            RunForkReady(static () =>
                {
                    ChildOutputHandler handler = static (_, _) => { };
                    Action[] starts =
                    [
                        () =>
                            ChildProcess.Start(Sleep, By(StartMethod.Fork) with { StandardError = handler }).Dispose(),
                        () =>
                            ChildProcess
                                .Start(Sleep, By(StartMethod.Spawn) with { StandardOutput = handler })
                                .Dispose(),
                        () => new ProcessPool(new() { StandardOutput = handler }).Dispose(),
                    ];
                    return Array.ConvertAll(starts, Failure);
                })
                .Should()
                .AllSatisfy(static refusal =>
                    refusal.Should().StartWith("NotSupportedException: A handler of standard")
                );
    }

    public class Lines
    {
        [Fact]
        public void Every_line_is_found_however_the_bytes_arrive()
        {
            var bytes = Encoding.UTF8.GetBytes("one\r\n\n€uro\nžluťoučký 𝄞\nend");
            for (var size = 1; size <= bytes.Length; size++)
                Read(bytes, size).Should().Equal("one", "", "€uro", "žluťoučký 𝄞", "end");
        }

        [Theory]
        [InlineData("x")]
        [InlineData("€")]
        [InlineData("𝄞")]
        public void A_long_line_is_given_in_parts_of_whole_characters(string character)
        {
            var line = "a" + string.Concat(Enumerable.Repeat(character, 100_000));
            var parts = Read(Encoding.UTF8.GetBytes(line + "\nnext\n"), 10_000);

            parts.Should().HaveCountGreaterThan(2).And.OnlyContain(part => Encoding.UTF8.GetByteCount(part) <= 65_536);
            parts[^1].Should().Be("next");
            string.Concat(parts.SkipLast(1)).Should().Be(line);
        }

        [Fact]
        public void A_line_of_exactly_the_longest_length_is_one_line() =>
            Read(Encoding.UTF8.GetBytes(new string('x', OutputLines.LongestLine) + "\ny\n"), 4096)
                .Should()
                .Equal(new string('x', OutputLines.LongestLine), "y");

        [Fact]
        public void Bytes_that_are_no_text_are_given_all_the_same() =>
            Read([.. Enumerable.Repeat((byte)0x80, 200_000), (byte)'\n'], 4096).Should().NotBeEmpty();

        private static List<string> Read(byte[] bytes, int size)
        {
            var found = new List<string>();
            var lines = new OutputLines("child", (_, line) => found.Add(line), Encoding.UTF8);
            foreach (var part in bytes.Chunk(size))
                lines.Add(part);
            lines.End();
            return found;
        }
    }

    private static void Write(int count)
    {
        Console.Error.WriteLine("an error");
        for (var i = 0; i < count; i++)
            Console.WriteLine($"line {i}");
        Console.Write("the end");
    }

    private static void WriteAndSleep()
    {
        Console.Write("ready\nand wait");
        Sleep();
    }

    private static int WriteAndDie(int number)
    {
        Console.Write(number);
        Console.Out.Flush();
        System.Diagnostics.Process.GetCurrentProcess().Kill();
        return number;
    }

    private static void Sleep() => Thread.Sleep(Timeout.Infinite);
}

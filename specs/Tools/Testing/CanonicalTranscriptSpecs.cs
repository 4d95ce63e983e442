using CsCheck;
using Multiprocessing.Testing;

namespace SharedStateSpecs.Tools.Testing;

/// <summary>A program has one canonical transcript, however it is scheduled.</summary>
public static class CanonicalTranscriptSpecs
{
    /// <summary>For each phase, the tasks of each worker; a task is a number.</summary>
    private static readonly Gen<int[][][]> Programs = Gen.Select(Gen.Int[1, 4], Gen.Int[0, 3].Array[0, 12])
        .Select(
            (workers, choices) =>
                Enumerable
                    .Range(0, workers)
                    .Select(worker =>
                        Enumerable.Range(0, choices.Length).Where(task => choices[task] % workers == worker).ToArray()
                    )
                    .ToArray()
        )
        .Array[1, 3];

    [Fact]
    public static void Any_scheduling_of_a_program_has_the_same_canonical_transcript() =>
        Gen.Select(Programs, Gen.Int, Gen.Int)
            .Sample(
                (program, one, other) =>
                    Write(program, new Random(one)).Canonical == Write(program, new Random(other)).Canonical
            );

    [Fact]
    public static void The_canonical_transcript_of_a_canonical_transcript_is_the_same() =>
        Gen.Select(Programs, Gen.Int)
            .Sample(
                (program, seed) =>
                {
                    var canonical = Write(program, new Random(seed)).Canonical;
                    return Transcript.Parse(canonical).Canonical == canonical;
                }
            );

    [Fact]
    public static void A_canonical_transcript_has_the_lines_of_the_raw_one() =>
        Gen.Select(Programs, Gen.Int)
            .Sample(
                (program, seed) =>
                {
                    var transcript = Write(program, new Random(seed));
                    return Texts(transcript.Canonical).SequenceEqual(Texts(transcript.Raw));
                }
            );

    /// <summary>
    /// One run: worker numbers, process ids and the order between workers are random; a worker's own order is fixed.
    /// </summary>
    private static Transcript Write(int[][][] program, Random chance)
    {
        var lines = new List<string>();
        var pids = new Queue<int>(Shuffled(100, chance));
        foreach (var phase in program)
        {
            var names = Shuffled(phase.Length, chance);
            var queues = phase
                .Select((tasks, worker) => new Queue<string>(LinesOf($"worker-{names[worker]}", pids.Dequeue(), tasks)))
                .ToList();
            while (queues.Count > 0)
            {
                var next = queues[chance.Next(queues.Count)];
                lines.Add(next.Dequeue());
                if (next.Count == 0)
                    queues.Remove(next);
            }

            lines.Add("main | after");
        }

        return Transcript.Parse(string.Join('\n', lines));
    }

    private static IEnumerable<string> LinesOf(string name, int pid, int[] tasks) =>
        [
            $"{name} | global: id(data) = #{pid}.1",
            $"{name} | global: id(a) = #{pid}.2",
            .. tasks.SelectMany(task =>
                new[] { $"{name} | in f({task}): begins", $"{name} | in f({task}): id(data) = #{pid}.1" }
            ),
        ];

    private static int[] Shuffled(int count, Random chance)
    {
        var numbers = Enumerable.Range(1, count).ToArray();
        chance.Shuffle(numbers);
        return numbers;
    }

    private static IEnumerable<string> Texts(string transcript) =>
        Transcript.Parse(transcript).Lines.Select(line => $"{line.Task} {line.Text.Split('#')[0]}").Order();
}

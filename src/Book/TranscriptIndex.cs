using Observations;

namespace Book;

/// <summary>
/// Which experiment each verified transcript shows, in which form and in which configurations. A spec writes and
/// verifies this list, a line a transcript, from the attributes of the facts.
/// </summary>
internal static class TranscriptIndex
{
    public const string File =
        "snapshots/Tools/Book/TranscriptIndexSpecs.Each_transcript_shows_one_experiment.verified.txt";

    public const string Separator = " | ";

    public static IEnumerable<Snapshot> In(Checkout checkout) =>
        from line in checkout.Read(File).Split('\n', StringSplitOptions.RemoveEmptyEntries)
        let fields = line.Split(Separator)
        let name = Path.GetFileName(fields[0])
        let folder = fields[0][..^(name.Length + 1)]
        let snapshot = $"snapshots/{fields[0]}.verified.txt"
        select new Snapshot(
            name,
            snapshot,
            $"specs/{folder}/{name.Split('.')[0]}.cs",
            Experiments.All.Single(experiment => experiment.Id == fields[1]),
            fields[2],
            [.. Configuration.All.Where(configuration => fields.Skip(3).Contains($"{configuration}"))],
            checkout.Read(snapshot)
        );
}

using System.Text.Encodings.Web;
using System.Text.Json;
using Multiprocessing.Testing.Programs;
using Observations;

namespace SharedState.Observing;

/// <summary>The matrix as JSON: only what was run. What timed out has neither a value seen nor a yes or no.</summary>
internal static class JsonMatrix
{
    private static readonly JsonSerializerOptions Readable = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static void Print(Matrix matrix, TextWriter output)
    {
        var ran =
            from row in matrix.Rows
            from column in matrix.Columns
            let verdict = row.Verdicts[column]
            where verdict.Ran || verdict.TimedOut
            select new Entry(
                row.Observation.Number,
                row.Observation.Claim,
                column.RuntimeName,
                column.StartMethod.Name(),
                column.ServerName,
                verdict.Expected.Text,
                verdict.Seen,
                verdict.Holds,
                Word(verdict)
            );
        output.WriteLine(JsonSerializer.Serialize(ran, Readable));
    }

    private static string Word(Verdict verdict) =>
        (verdict.TimedOut, verdict.Holds) switch
        {
            (true, _) => Verdict.NotSeen,
            (_, true) => "holds",
            (_, false) => "does not hold",
            _ => "not promised",
        };

    private sealed record Entry(
        string Observation,
        string Claim,
        string Runtime,
        string StartMethod,
        string Server,
        string Expected,
        string? Seen,
        bool? Holds,
        string Verdict
    );
}

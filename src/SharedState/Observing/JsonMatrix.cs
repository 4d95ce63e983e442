using System.Text.Encodings.Web;
using System.Text.Json;
using Multiprocessing.Testing.Programs;

namespace SharedState.Observing;

/// <summary>The matrix as JSON: only what was run.</summary>
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
            where verdict.Ran
            select new Entry(
                row.Observation.Number,
                row.Observation.Claim,
                column.RuntimeName,
                StartMethodName.Of(column.StartMethod),
                column.ServerName,
                verdict.Expected.Text,
                verdict.Seen!,
                verdict.Holds
            );
        output.WriteLine(JsonSerializer.Serialize(ran, Readable));
    }

    private sealed record Entry(
        string Observation,
        string Claim,
        string Runtime,
        string StartMethod,
        string Server,
        string Expected,
        string Seen,
        bool? Holds
    );
}

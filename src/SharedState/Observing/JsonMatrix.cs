using System.Text.Encodings.Web;
using System.Text.Json;

namespace SharedState.Observing;

/// <summary>The matrix for machines: what was run, and nothing else.</summary>
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
            from cell in row.Cells
            where cell.Ran
            select new Entry(
                row.Row.Number,
                row.Row.Claim,
                cell.Column.Runtime,
                cell.Column.StartMethod,
                cell.Column.Server,
                cell.Expected.Text,
                cell.Seen!,
                cell.Holds
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

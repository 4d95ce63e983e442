namespace SharedState.Observing;

/// <summary>Rows by the columns that are shown side by side.</summary>
internal sealed record MatrixTable(IReadOnlyList<MatrixColumn> Columns, IReadOnlyList<MatrixRow> Rows);

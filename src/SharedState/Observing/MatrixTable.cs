using Observations;

namespace SharedState.Observing;

/// <summary>Observations by columns that are shown beside each other.</summary>
/// <param name="Columns">The columns.</param>
/// <param name="Rows">The cells of each row, in their order.</param>
internal sealed record MatrixTable(
    IReadOnlyList<MatrixColumn> Columns,
    IReadOnlyList<(Observation Row, IReadOnlyList<Cell> Cells)> Rows
);

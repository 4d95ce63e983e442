using Observations;

namespace SharedState.Observing;

/// <summary>One observation, and what was seen of it in each column.</summary>
internal sealed record MatrixRow(Observation Observation, IReadOnlyDictionary<MatrixColumn, Verdict> Verdicts);

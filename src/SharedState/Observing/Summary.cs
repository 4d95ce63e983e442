using SharedState.Diagrams;

namespace SharedState.Observing;

/// <summary>The lines below the matrix.</summary>
internal static class Summary
{
    public static IEnumerable<string> Of(Matrix matrix)
    {
        var promised = matrix.Ran.Count(verdict => verdict.Holds is not null);
        var broken = matrix.Ran.Count(verdict => verdict.Holds == false);
        yield return promised == 0 && matrix.TimedOut ? "Nothing that is promised was seen here."
        : promised == 0 ? "Nothing that is promised was run here."
        : broken == 0 ? $"All {promised} that ran here hold."
        : $"{broken} of {promised} that ran here do not hold.";
        if (matrix.TimedOut)
        {
            var programs = Description.Count(matrix.Runs.Count(run => run.Outcome.TimedOut), "program");
            yield return $"Not seen: {Description.Count(matrix.NotSeen.Count(), "observation")} of {programs} that "
                + $"timed out. Allow more time with {ObserveCommand.TimeLimitName} SECONDS.";
        }

        foreach (
            var column in matrix
                .Tables.SelectMany(table => table.Columns)
                .Where(column => column.UnavailableReason is not null)
        )
        {
            yield return $"{column} was not run here: {column.UnavailableReason}";
        }
    }
}

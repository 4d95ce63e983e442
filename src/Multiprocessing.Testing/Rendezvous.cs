namespace Multiprocessing.Testing;

/// <summary>
/// A meeting of processes of one run. Tasks that meet run at the same time: with as many parties as workers, each task has a worker
/// of its own.
/// </summary>
public static class Rendezvous
{
    /// <summary>Waits until <paramref name="parties"/> have come to the meeting, ten seconds at most. A meeting is held once.</summary>
    /// <exception cref="InvalidOperationException">The program was not run by <see cref="ObservedProgram"/>.</exception>
    /// <exception cref="TimeoutException">Some did not come.</exception>
    public static void Meet(string name, int parties)
    {
        var seat = RunDirectory.FileOfThisRun($"meeting {name} ");
        File.WriteAllBytes(seat + Guid.NewGuid(), []);
        Poll.Until(
            () => Come(seat) >= parties,
            () => $"{Come(seat)} of {parties} parties came to the meeting '{name}' within {Poll.Limit.TotalSeconds} s.");
    }

    private static int Come(string seat) =>
        Directory.GetFiles(Path.GetDirectoryName(seat)!, Path.GetFileName(seat) + "*").Length;
}

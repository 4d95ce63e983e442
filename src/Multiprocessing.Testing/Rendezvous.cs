namespace Multiprocessing.Testing;

/// <summary>
/// A meeting of processes of one run. Tasks that meet run at the same time: with as many parties as workers, each task
/// has a worker of its own.
/// </summary>
public static class Rendezvous
{
    /// <summary>
    /// Waits until <paramref name="parties"/> processes have called this, for at most ten seconds (see the README for
    /// slow machines). A meeting is held once.
    /// </summary>
    /// <exception cref="InvalidOperationException">
    /// The program was not run by <see cref="ObservedProgram"/>.
    /// </exception>
    /// <exception cref="TimeoutException">Some parties did not come.</exception>
    public static void Meet(string name, int parties)
    {
        var place = RunDirectory.FileOfThisRun($"meeting {name}");
        Directory.CreateDirectory(place);
        File.WriteAllBytes(Path.Combine(place, $"{Guid.NewGuid()}"), []);
        Poll.Until(
            () => Come(place) >= parties,
            () => $"{Come(place)} of {parties} parties came to the meeting '{name}' within {Poll.Limit.TotalSeconds} s."
        );
    }

    private static int Come(string place) => Directory.GetFiles(place).Length;
}

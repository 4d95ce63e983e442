namespace Multiprocessing.Processes;

/// <summary>The program in which a spawned process starts.</summary>
internal static class SpawnedProgram
{
    public static int Main() => 0;
}

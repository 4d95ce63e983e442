namespace Multiprocessing;

/// <summary>What the library knows of the process that asks. CPython: <c>multiprocessing.current_process()</c>.</summary>
public static class CurrentProcess
{
    /// <summary><c>main</c> in a program that was not started by the library; else the name that its parent gave it.</summary>
    public static string Name => throw new NotImplementedException();

    /// <summary>Every reason why this process may not fork now, each a sentence; empty where it may.</summary>
    public static IReadOnlyList<string> ReasonsNotToFork => throw new NotImplementedException();
}

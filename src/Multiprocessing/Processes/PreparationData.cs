using Multiprocessing.Pickling;

namespace Multiprocessing.Processes;

/// <summary>What a spawned program must know before it runs work. CPython: <c>multiprocessing.spawn.get_preparation_data</c>.</summary>
/// <param name="Name">The process' name.</param>
/// <param name="Module">The name of the type whose static initialisers run first; empty for none.</param>
/// <param name="Tasks">After how many tasks the process ends by itself; 0 for never.</param>
/// <param name="ForkReady">Whether it was started so that it may fork.</param>
/// <param name="StackLimit">The soft limit of the stack before the start changed it, in bytes; -1 for none.</param>
/// <param name="Environment">Variables as they were before the start changed them, each a name and a value, null for none: the program's own children get these.</param>
internal sealed record PreparationData(string Name, string Module, int Tasks, bool ForkReady, long StackLimit, string?[] Environment)
{
    /// <summary>Pickles it. As a list of plain values: naming a type costs a child's start 2 ms.</summary>
    public void Write(PickleWriter into) =>
        new Pickler(PickleTypes.Application).Dump(new object[] { Name, Module, Tasks, ForkReady, StackLimit, Environment }, into);

    public static PreparationData Read(ReadOnlySpan<byte> pickle)
    {
        var values = new Unpickler(PickleTypes.Application).Load<object[]>(pickle);
        return new((string)values[0], (string)values[1], (int)values[2], (bool)values[3], values[4] is int small ? small : (long)values[4], (string?[])values[5]);
    }
}

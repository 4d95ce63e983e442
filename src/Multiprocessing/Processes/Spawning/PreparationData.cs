using System.Buffers.Binary;
using Multiprocessing.Pickling;
using Multiprocessing.Workers;

namespace Multiprocessing.Processes.Spawning;

/// <summary>
/// What a spawned process must know before it runs work. CPython: <c>multiprocessing.spawn.get_preparation_data</c>.
/// </summary>
/// <param name="Name">The name of the process.</param>
/// <param name="Module">The name of the type whose static initialisers run first; null for none.</param>
/// <param name="AuthKey">The program's key for managers, in hexadecimal digits.</param>
/// <param name="MaxChunks">After how many chunks the process ends by itself; 0 for no limit.</param>
/// <param name="ForkReady">Whether it was started so that it can fork.</param>
/// <param name="ServesForks">Whether it is the fork server, which forks children for its parent.</param>
/// <param name="DisregardsInterrupts">Whether it leaves SIGINT to its parent. It was started with that blocked.</param>
/// <param name="Worker">What its pool asks of it.</param>
/// <param name="StackLimit">The soft limit of the stack before the start changed it, in bytes.</param>
/// <param name="Environment">The variables that the start changed, each a name and its former value, null for none: the
/// process restores them for its own children.</param>
internal sealed record PreparationData(
    string Name,
    string? Module,
    string AuthKey,
    int MaxChunks,
    bool ForkReady,
    bool ServesForks,
    bool DisregardsInterrupts,
    WorkerSettings Worker,
    ulong StackLimit,
    string?[] Environment
)
{
    private const int NumbersLength = 28;

    public void Write(PickleWriter into)
    {
        Span<byte> numbers = stackalloc byte[NumbersLength];
        BinaryPrimitives.WriteInt32LittleEndian(numbers, MaxChunks);
        BinaryPrimitives.WriteUInt64LittleEndian(numbers[4..], StackLimit);
        BinaryPrimitives.WriteInt64LittleEndian(numbers[12..], Worker.MaxMemory);
        BinaryPrimitives.WriteInt32LittleEndian(numbers[20..], Worker.IdleMilliseconds);
        numbers[^4] = ServesForks ? (byte)1 : (byte)0;
        numbers[^3] = ForkReady ? (byte)1 : (byte)0;
        numbers[^2] = DisregardsInterrupts ? (byte)1 : (byte)0;
        numbers[^1] = Worker.HasInitializer ? (byte)1 : (byte)0;
        into.Raw(numbers);
        Utf16Strings.Write(into, Name, Module, AuthKey);
        Utf16Strings.Write(into, Environment);
    }

    public static PreparationData Read(ReadOnlySpan<byte> message)
    {
        var (maxChunks, stackLimit, servesForks, forkReady, disregardsInterrupts) = (
            BinaryPrimitives.ReadInt32LittleEndian(message),
            BinaryPrimitives.ReadUInt64LittleEndian(message[4..]),
            message[NumbersLength - 4] != 0,
            message[NumbersLength - 3] != 0,
            message[NumbersLength - 2] != 0
        );
        var worker = new WorkerSettings(
            message[NumbersLength - 1] != 0,
            BinaryPrimitives.ReadInt64LittleEndian(message[12..]),
            BinaryPrimitives.ReadInt32LittleEndian(message[20..])
        );
        message = message[NumbersLength..];
        var (name, module, authKey) = (
            Utf16Strings.Read(ref message)!,
            Utf16Strings.Read(ref message),
            Utf16Strings.Read(ref message)!
        );
        var environment = new List<string?>();
        while (!message.IsEmpty)
            environment.Add(Utf16Strings.Read(ref message));
        return new(
            name,
            module,
            authKey,
            maxChunks,
            forkReady,
            servesForks,
            disregardsInterrupts,
            worker,
            stackLimit,
            [.. environment]
        );
    }
}

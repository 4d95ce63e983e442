using Multiprocessing.Pickling;

namespace Multiprocessing.Managers;

/// <summary>Pickles, which almost every client speaks.</summary>
internal sealed class PickleFormat(RegisteredTypes types) : MessageFormat
{
    private const int KeptBuffer = 64 << 10;

    private readonly Pickler pickler = new(types);
    private readonly Unpickler unpickler = new(types);
    private readonly PickleWriter written = new();

    public override object? Read(ReadOnlySpan<byte> message) => unpickler.Load<object?>(message);

    public override ReadOnlyMemory<byte> Write(object? value)
    {
        written.Clear(KeptBuffer);
        pickler.Dump(value, written);
        return written.WrittenMemory;
    }
}

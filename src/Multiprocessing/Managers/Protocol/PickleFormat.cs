using Multiprocessing.Pickling;

namespace Multiprocessing.Managers.Protocol;

/// <summary>Pickle, CPython's default serializer and the only one of .NET clients.</summary>
/// <param name="received">The types that the client can send.</param>
/// <param name="sent">The types that it can be sent.</param>
internal sealed class PickleFormat(RegisteredTypes received, RegisteredTypes sent) : MessageFormat
{
    private const int KeptBuffer = 64 << 10;

    private readonly Pickler pickler = new(sent);
    private readonly Unpickler unpickler = new(received);
    private readonly PickleWriter written = new();

    private CallFormat.LastText id,
        method;

    public override object? Read(ReadOnlySpan<byte> message) =>
        CallFormat.ReadRequest(unpickler, message, ref id, ref method);

    public override ReadOnlyMemory<byte> WriteReturn(object? value)
    {
        written.Clear(KeptBuffer);
        CallFormat.WriteReturn(pickler, written, value);
        return written.WrittenMemory;
    }

    public override ReadOnlyMemory<byte> Write(object? value)
    {
        written.Clear(KeptBuffer);
        pickler.Dump(value, written);
        return written.WrittenMemory;
    }
}

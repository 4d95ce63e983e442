namespace Multiprocessing.Pickling;

/// <summary>Writes items in batches, so that the reader's stack stays small, as CPython does.</summary>
internal ref struct ItemsWriter(PickleWriter writer, byte opcode)
{
    private const int Batch = 1_000;

    private int _count;

    /// <summary>Goes before each item, or each pair.</summary>
    public void Next()
    {
        if (_count++ % Batch != 0)
            return;
        if (_count > 1)
            writer.Op(opcode);
        writer.Op(Opcode.Mark);
    }

    public readonly void End()
    {
        if (_count > 0)
            writer.Op(opcode);
    }
}

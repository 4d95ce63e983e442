namespace Multiprocessing.Pickling.Formatters;

/// <summary>Writes items in batches, as CPython does, to keep the reader's stack small.</summary>
internal ref struct ItemsWriter(PickleWriter writer, byte opcode)
{
    private const int Batch = 1_000;

    private int count;

    /// <summary>Called before each item, or each pair.</summary>
    public void Next()
    {
        if (count++ % Batch != 0)
            return;
        if (count > 1)
            writer.Op(opcode);
        writer.Op(Opcode.Mark);
    }

    public readonly void End()
    {
        if (count > 0)
            writer.Op(opcode);
    }
}

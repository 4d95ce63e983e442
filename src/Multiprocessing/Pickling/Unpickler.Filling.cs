namespace Multiprocessing.Pickling;

// Collections that hash or compare their items are filled when the whole message has been read. In a cycle, an item is
// an empty object when the collection arrives, and would be stored under the hash code of an empty object.
internal sealed partial class Unpickler
{
    private List<Unfilled>? unfilled;

    private void FillLast(Reconstructor maker, object target, byte opcode, StackSpan items) =>
        (unfilled ??= []).Add(new Unfilled(maker, target, opcode, items.ToArray()));

    // In the order of the message, in which an inner collection comes before an outer one.
    private void FillUnfilled()
    {
        if (unfilled is null)
            return;

        foreach (var one in unfilled)
            one.Fill();
        // A single collection cannot have changed the hash code of an item of another one.
        if (unfilled.Count == 1)
            return;
        foreach (var one in unfilled)
        {
            if (!one.Maker.FindsItsItems(one.Target))
            {
                throw new UnpicklingException(
                    $"{one.Maker} would not find one of its items: the item's hash code or order depends on a "
                        + "collection that contains it."
                );
            }
        }
    }

    private sealed class Unfilled(Reconstructor maker, object target, byte opcode, StackValue[] items)
    {
        public Reconstructor Maker => maker;

        public object Target => target;

        public void Fill()
        {
            try
            {
                if (opcode == Opcode.SetItems)
                    maker.SetItems(target, items);
                else if (opcode == Opcode.Appends)
                    maker.Append(target, 0, items);
                else
                    maker.Complete(target, items);
            }
            catch (Exception e) when (IsOfThePickle(e))
            {
                throw new UnpicklingException($"{maker} cannot be filled: {e.Message}", e);
            }
        }
    }
}

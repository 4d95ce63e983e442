namespace Multiprocessing.Pickling;

/// <summary>
/// How many more elements a message may allocate or copy. A byte of a message is at most one element, which is
/// allocated once and copied once; a short message that copies one long value again and again is therefore refused.
/// </summary>
internal struct Budget(int message)
{
    private long left = 2L * message;

    /// <summary>Notes that elements have arrived in another way than in the message.</summary>
    public void Add(long elements) => left += 2 * elements;

    public void Spend(long elements)
    {
        if (elements > left)
        {
            throw new UnpicklingException(
                $"the pickle claims room for {elements} elements, but its message can fill only {left}."
            );
        }

        left -= elements;
    }
}

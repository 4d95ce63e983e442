namespace Multiprocessing.Pickling;

/// <summary>
/// For how many elements a message may still have room made, or copies: a byte of a message is at most one element,
/// which is made once and copied once.
/// So a short message that copies one long value again and again is refused.
/// </summary>
internal struct Budget(int message)
{
    private long left = 2L * message;

    public void Spend(long elements)
    {
        if (elements > left)
        {
            throw new UnpicklingException(
                $"room for {elements} elements is claimed by a message that can fill {left}."
            );
        }

        left -= elements;
    }
}

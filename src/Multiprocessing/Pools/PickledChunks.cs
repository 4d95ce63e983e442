using System.Runtime.ExceptionServices;
using Multiprocessing.Pickling;

namespace Multiprocessing.Pools;

/// <summary>The arguments of a call's chunks, pickled before the call returns to its caller.</summary>
internal sealed class PickledChunks
{
    // A pickler keeps tables of the types that it has met: a new one for each call would fill them again.
    private static Pickler? spare;

    private readonly PickleWriter store = new();
    private readonly List<int> ends = [];
    private readonly Dictionary<int, Exception> failures = [];

    /// <summary>Pickles chunks one after the other; what cannot be pickled is thrown when it is to be sent.</summary>
    /// <param name="count">How many.</param>
    /// <param name="write">Writes one of them.</param>
    public PickledChunks(int count, Action<int, Pickler, PickleWriter> write)
    {
        var pickler = Interlocked.Exchange(ref spare, null) ?? new(PickleTypes.Application);
        for (var chunk = 0; chunk < count; chunk++)
        {
            var start = store.Length;
            try
            {
                write(chunk, pickler, store);
            }
            catch (Exception exception)
            {
                store.Truncate(start);
                failures.Add(chunk, exception);
            }

            ends.Add(store.Length);
        }

        Volatile.Write(ref spare, pickler);
    }

    /// <summary>Copies a chunk's pickle.</summary>
    /// <exception cref="Exception">Why it cannot be pickled.</exception>
    public void Write(int chunk, PickleWriter into)
    {
        if (failures.TryGetValue(chunk, out var failure))
            ExceptionDispatchInfo.Throw(failure);
        into.Raw(store.Written[(chunk == 0 ? 0 : ends[chunk - 1])..ends[chunk]]);
    }
}

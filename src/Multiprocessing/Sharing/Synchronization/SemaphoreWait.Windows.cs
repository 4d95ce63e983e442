using System.Globalization;
using System.Runtime.Versioning;

namespace Multiprocessing.Sharing.Synchronization;

/// <summary>
/// A named kernel semaphore for each word that is waited on, since <c>WaitOnAddress</c> works within one process only.
/// </summary>
/// <remarks>
/// Nothing counts the waits, so a wake adds to the semaphore whether something waits or not. What was added in vain
/// ends a later wait early, which then looks at its word again; it is limited, so that such waits are few.
/// </remarks>
internal sealed unsafe class SemaphoreWait(string segment, byte* start) : WordWait
{
    private const int MostInVain = 64;

    private readonly Dictionary<nint, Semaphore> semaphores = [];

    [SupportedOSPlatform("windows")]
    public override void Wait(int* word, int value, int milliseconds)
    {
        if (Volatile.Read(ref *word) == value)
            Of((nint)((byte*)word - start)).WaitOne(milliseconds);
    }

    [SupportedOSPlatform("windows")]
    public override void Wake(int* word, int count)
    {
        try
        {
            Of((nint)((byte*)word - start)).Release(Math.Min(count, MostInVain));
        }
        catch (SemaphoreFullException)
        {
            // Enough waits will look at the word.
        }
    }

    [SupportedOSPlatform("windows")]
    private Semaphore Of(nint offset)
    {
        lock (semaphores)
        {
            if (!semaphores.TryGetValue(offset, out var semaphore))
            {
                var name = string.Create(CultureInfo.InvariantCulture, $@"Local\{segment}.{offset}");
                semaphores.Add(offset, semaphore = new(0, 2 * MostInVain, name));
            }

            return semaphore;
        }
    }
}

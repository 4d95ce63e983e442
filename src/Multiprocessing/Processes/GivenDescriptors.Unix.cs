using Multiprocessing.Platform;

namespace Multiprocessing.Processes;

/// <summary>
/// The descriptors that this process was given when it was started, for what its arguments contain. A spawned process
/// has them under the numbers that they have in its parent.
/// </summary>
internal static class GivenDescriptors
{
    /// <summary>Those that came with the request to the fork server, in the order of the arguments.</summary>
    public static int[]? Received { get; set; }

    /// <summary>Takes one over.</summary>
    /// <param name="index">Which it is.</param>
    /// <param name="number">Its number in the parent.</param>
    public static Descriptor Take(int index, int number)
    {
        var value = Received is { } received ? received[index] : number;
        Descriptor.SetCloseOnExecution(value);
        return Descriptor.OfUser(value);
    }
}

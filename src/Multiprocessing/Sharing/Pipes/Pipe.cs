using Multiprocessing.Connections;
using Multiprocessing.Platform;
using Multiprocessing.Sharing.Pipes;

namespace Multiprocessing;

/// <summary>Makes pipes between processes. CPython: <c>multiprocessing.Pipe</c>.</summary>
public static class Pipe
{
    /// <summary>Two connected ends.</summary>
    /// <remarks>
    /// Give one to a child as an argument of <see cref="ChildProcess.Start{T}(Action{T}, T, ChildProcessOptions?)"/>,
    /// and then dispose of it here: the end of file comes when every copy of the other end is closed, in each process.
    /// </remarks>
    /// <param name="duplex">Whether both ends send and receive; otherwise the first only receives and the second only
    /// sends.</param>
    /// <exception cref="System.ComponentModel.Win32Exception">The system has no descriptor left for it.</exception>
    public static (PipeConnection First, PipeConnection Second) Create(bool duplex = true)
    {
        if (OperatingSystem.IsWindows())
        {
            var (ours, theirs) = Listener.Pair();
            return (new(ours, canReceive: true, canSend: duplex), new(theirs, canReceive: duplex, canSend: true));
        }

        var (first, second) = Descriptor.SocketPair();
        return (
            PipeEnds.Make(Descriptor.OfUser(first.Release()), canReceive: true, canSend: duplex),
            PipeEnds.Make(Descriptor.OfUser(second.Release()), canReceive: duplex, canSend: true)
        );
    }
}

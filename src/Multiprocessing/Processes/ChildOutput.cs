using Multiprocessing.Processes.Forking;

namespace Multiprocessing.Processes;

/// <summary>What a child writes to a stream, on its way to a handler.</summary>
internal abstract class ChildOutput : IDisposable
{
    /// <summary>
    /// Waits until what children have written up to now was given to the handlers, unless a handler asks.
    /// </summary>
    public static void Flush()
    {
        if (OperatingSystem.IsWindows())
            OutputStream.FlushAll();
        else
            OutputPipe.FlushAll();
    }

    /// <summary>Refuses handlers where no thread may read for them.</summary>
    /// <exception cref="NotSupportedException">The child is not spawned, or this process can fork.</exception>
    public static void Check(ChildProcessOptions options)
    {
        if (options.StandardOutput is null && options.StandardError is null)
            return;

        if (options.StartMethod == StartMethod.Fork || ForkGuard.IsForkReady)
        {
            throw new NotSupportedException(
                "A handler of standard output needs a thread that reads what a child writes. A process that can fork "
                    + "must not have one, and a forked child writes where its parent "
                    + "does: have it write to a file, or return what it has to say."
            );
        }
    }

    /// <summary>Gives what the child has written to the handler, and ends. It does not wait for that.</summary>
    public abstract void Dispose();
}

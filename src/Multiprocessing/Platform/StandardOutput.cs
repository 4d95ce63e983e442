namespace Multiprocessing.Platform;

/// <summary>What this process has written to its console.</summary>
internal static class StandardOutput
{
    /// <summary>
    /// The bytes that one write puts into a pipe in one piece, whoever writes at the same time: <c>PIPE_BUF</c> of
    /// pipe(7).
    /// </summary>
    public static readonly int LongestWholeWrite = OperatingSystem.IsMacOS() ? 512 : 4096;

    private static bool isUsed;

    /// <summary>
    /// Flushes it, if it is still being read. Does not load <see cref="Console"/> for that, which would cost a child's
    /// start 3 ms.
    /// </summary>
    public static void Flush()
    {
        if (isUsed)
        {
            FlushConsole();
            return;
        }

        foreach (var assembly in AppDomain.CurrentDomain.GetAssemblies())
        {
            if (assembly.FullName?.StartsWith("System.Console,", StringComparison.Ordinal) is not true)
                continue;

            isUsed = true;
            FlushConsole();
            return;
        }
    }

    private static void FlushConsole()
    {
        try
        {
            Console.Out.Flush();
            Console.Error.Flush();
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException)
        {
            // The reading end is closed, or the program set a writer of its own and closed it.
        }
    }

    /// <summary>
    /// Whether somebody can still read what this process writes; false for a pipe whose last reader has ended. Unix
    /// only: the runtime ignores a write to such a pipe.
    /// </summary>
    public static unsafe bool HasReader()
    {
        const short error = 8; // POLLERR
        var polled = new Libc.PollDescriptor { Descriptor = 1 };
        return Libc.Poll(&polled, 1, 0) <= 0 || (polled.Happened & error) == 0;
    }
}

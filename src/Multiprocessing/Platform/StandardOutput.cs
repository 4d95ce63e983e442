namespace Multiprocessing.Platform;

/// <summary>What this process has written to its console.</summary>
internal static class StandardOutput
{
    private static bool isUsed;

    /// <summary>
    /// Sees that all of it is out, as far as somebody still reads. Does not load the console for it: that costs a
    /// child's start 3 ms.
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
            // Nobody reads any more, or the writer was the program's own, which has closed it.
        }
    }
}

namespace Multiprocessing.Platform;

/// <summary>Standard input, which a child does not share with its parent unless it is told to.</summary>
internal static class StandardInput
{
    /// <summary>What has no input.</summary>
    public const string Nothing = "/dev/null";

    /// <summary>In a forked child: makes it empty, and drops what the parent has read ahead.</summary>
    public static void Detach()
    {
        // Where this program was started without one, the number may belong to a connection.
        if (Descriptor.Owns(0))
            return;

        var nothing = Libc.Open(Nothing, 0);
        if (nothing > 0)
        {
            _ = Libc.Duplicate(nothing, 0);
            _ = Libc.Close(nothing);
        }

        Console.SetIn(TextReader.Null);
    }
}

namespace SharedState;

/// <summary>What the command reports to a script.</summary>
internal static class ExitCode
{
    public const int AllHolds = 0;
    public const int OneDoesNotHold = 1;

    // A signal is the usual end of a server: it has done what it was asked to do.
    public const int Served = 0;
    public const int BadArguments = 2;

    // Nothing that was seen is wrong, but a program did not end in time.
    public const int NotAllSeen = 3;

    // 128 plus the number of SIGINT, as in shells.
    public const int Interrupted = 130;

    // 128 plus the number of SIGPIPE: it ends most programs whose output nobody reads.
    public const int NotRead = 141;
}

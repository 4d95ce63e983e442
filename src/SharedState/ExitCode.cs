namespace SharedState;

/// <summary>What the command tells a script.</summary>
internal static class ExitCode
{
    public const int AllHolds = 0;
    public const int OneDoesNotHold = 1;

    // A server is ended by a signal as a rule, and has done what it was asked for.
    public const int Served = 0;
    public const int BadArguments = 2;

    // 128 and the number of SIGINT, as shells have it.
    public const int Interrupted = 130;
}

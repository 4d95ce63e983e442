using Multiprocessing.Processes.Spawning;

/// <summary>
/// What a runtime calls before <c>Main</c>. Children of a self-contained program start in it, and run the library's
/// program instead.
/// </summary>
/// <remarks>
/// The runtime requires this name, and that it is in no namespace: <c>docs/design/features/host-startup-hook.md</c> of
/// dotnet/runtime.
/// </remarks>
internal static class StartupHook
{
    public static void Initialize()
    {
        if (Environment.GetEnvironmentVariable(ChildEnvironment.Channel) is not { } channel)
            return;

        Environment.SetEnvironmentVariable(ChildEnvironment.Channel, null);
        ChildMain.Run(channel);
    }
}

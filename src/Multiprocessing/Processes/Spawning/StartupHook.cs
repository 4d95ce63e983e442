using Multiprocessing.Processes.Spawning;

/// <summary>
/// What a runtime calls before <c>Main</c>, in a program that brings its own runtime: a child of it runs the library's
/// program instead.
/// </summary>
/// <remarks>
/// The name, and that it stands in no namespace, are the runtime's: <c>docs/design/features/host-startup-hook.md</c> of
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

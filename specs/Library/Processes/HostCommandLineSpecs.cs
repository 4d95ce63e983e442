using Multiprocessing;
using Multiprocessing.Processes.Spawning;

namespace SharedStateSpecs.Library.Processes;

/// <summary>Which program a process starts as its child, and when it refuses to start one.</summary>
public static class HostCommandLineSpecs
{
    [Fact]
    public static void An_application_without_startup_hooks_is_refused_by_the_name_of_the_setting()
    {
        using var child = ChildProcess.Start(WithoutHooks);

        child.Result.Should().Contain("System.StartupHookProvider.IsSupported is false");
    }

    [Fact]
    public static void A_child_that_runs_Main_ends_when_it_starts_a_process()
    {
        using var child = ChildProcess.Start(AsStrayChild, new ChildProcessOptions { RedirectOutput = true });
        using var error = new StreamReader(child.StandardError);

        error.ReadToEnd().Trim().Should().Contain("MULTIPROCESSING_CHANNEL is set").And.NotContain("\n");
        child.Join();
        child.ExitCode.Should().Be(1);
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData("", "")]
    [InlineData(";/shared/framework.deps.json", "")]
    [InlineData("/app/app.deps.json", "/app/app.deps.json")]
    [InlineData("/app/app.deps.json;/shared/framework.deps.json", "/app/app.deps.json")]
    [InlineData("/a;b/app.deps.json;/shared/framework.deps.json", "/a;b/app.deps.json")]
    [InlineData("/a;b/app.deps.json", "/a;b/app.deps.json")]
    public static void The_first_deps_file_is_found_although_its_path_has_semicolons(string? files, string? first) =>
        HostCommandLine.FirstFile(files).Should().Be(first);

    private static string WithoutHooks()
    {
        AppContext.SetSwitch("System.StartupHookProvider.IsSupported", false);
        try
        {
            return HostCommandLine.OfApplication("application").Executable;
        }
        catch (ProcessStartException refused)
        {
            return refused.Message;
        }
    }

    private static void AsStrayChild()
    {
        Environment.SetEnvironmentVariable(ChildEnvironment.Channel, "3,4");
        HostCommandLine.OfApplication("application");
    }
}

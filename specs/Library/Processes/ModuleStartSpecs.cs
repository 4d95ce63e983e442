using Multiprocessing;
using SharedStateSpecs.Repository.Conventions;

namespace SharedStateSpecs.Library.Processes;

/// <summary>
/// A child that still runs its module starts no process: that process would run the module too, and so on without end.
/// </summary>
[Start(StartMethod.Spawn)]
public static class ModuleStartSpecs
{
    [Fact]
    public static void A_pool_in_an_initialiser_is_refused() => Refusal(StaticPool.Use).Should().Contain("StaticPool");

    [Fact]
    public static void A_child_in_an_initialiser_is_refused() =>
        Refusal(StaticChild.Use).Should().Contain("StaticChild");

    [Fact]
    public static void A_manager_in_an_initialiser_is_refused() =>
        Refusal(StaticManager.Use).Should().Contain("StaticManager");

    [Fact]
    public static void A_pool_of_a_class_that_an_initialiser_touches_is_refused() =>
        Refusal(UserOfStaticPool.Use).Should().Contain("UserOfStaticPool", "that is the module that runs");

    [Fact]
    public static void Main_has_its_static_pool_and_its_worker_is_refused_one()
    {
        using var main = ChildProcess.Start(StaticPoolOfMain.Use, new ChildProcessOptions { Name = "main" });

        main.Result.Should().Contain("static initialisers").And.Contain("Start processes in Main");
    }

    private static string Refusal(Func<int> function)
    {
        using var child = ChildProcess.Start(function);
        Action join = child.Join;

        return join.Should().Throw<InvalidOperationException>().Which.Message;
    }
}

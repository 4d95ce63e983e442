using System.Runtime.Versioning;
using Multiprocessing;
using SharedState;
using SharedState.Serving;
using SharedStateSpecs.Library.Connections;
using SharedStateSpecs.Repository.Conventions;

namespace SharedStateSpecs.Tools.CommandLine;

/// <summary>The objects of `sharedstate serve --share`.</summary>
public static class ServedNameSpecs
{
    private const string Kinds = "list, dict, set, namespace, queue, event, lock, rlock, semaphore, condition";

    [Fact]
    public static void Each_kind_is_shared_under_its_name()
    {
        using var server = new ManagerServer("a key"u8);
        foreach (var each in ServedName.Parse([.. ServedName.Kinds.Select(kind => $"a_{kind}={kind}")], []))
            each.ShareAt(server);
        server.Start();
        using var manager = Manager.Connect(server.Address, "a key"u8);

        manager.List<int>("a_list").Add(1);
        manager.Dictionary<int, int>("a_dict").Add(1, 1);
        manager.Set<int>("a_set").Add(1);
        manager.Namespace("a_namespace").Set("x", 1);
        manager.Queue<int>("a_queue").Put(1);
        manager.Event("a_event").Set();
        manager.Lock("a_lock").Acquire(TimeSpan.Zero).Should().BeTrue();
        manager.RLock("a_rlock").Acquire(TimeSpan.Zero).Should().BeTrue();
        manager.Semaphore("a_semaphore").Acquire(TimeSpan.Zero).Should().BeTrue();
        manager.Condition("a_condition").Acquire(TimeSpan.Zero).Should().BeTrue();
    }

    [Theory]
    [InlineData("settings", "is not NAME=KIND with a valid Python name.")]
    [InlineData("1st=dict", "is not NAME=KIND with a valid Python name.")]
    [InlineData("settings=", $"has an unknown kind. Use one of {Kinds}.")]
    [InlineData("settings=Pool", $"has an unknown kind. Use one of {Kinds}.")]
    [InlineData("list=list", "has the name of a type that every server has. Use a name other than list.")]
    public static void An_invalid_object_is_refused(string text, string why) =>
        Refusal(text).Should().Be($"--share {text} {why}");

    [Fact]
    public static void A_name_is_used_once()
    {
        Refusal("a=list", "a=dict")
            .Should()
            .Be("--share a=dict has the name of another --share. Use a name other than a.");
        FluentActions
            .Invoking(() => ServedClass.Load(["a=x.dll#X"], ["a"]))
            .Should()
            .Throw<BadArgumentsException>()
            .WithMessage("*has the name of another --type or --share. Use a name other than a.");
    }

    [UnsupportedOSPlatform("windows")]
    [CPython, Linux("the server listens on a Unix socket.")]
    public sealed class FromCPython
    {
        [Fact]
        public void CPython_and_NET_share_the_objects_of_a_running_command()
        {
            using var directory = new TemporaryDirectory();
            var path = Path.Combine(directory.Path, "socket");
            using var served = ServeProcess.Start([
                "--address",
                path,
                "--share",
                "get_job_q=queue",
                "--share",
                "settings=dict",
            ]);
            using var manager = Manager.Connect(path, File.ReadAllBytes($"{path}.authkey"));
            manager.Queue<string>("get_job_q").Put("a job");

            ServeProcess
                .Python(
                    """
                    import sys
                    from multiprocessing.managers import BaseManager, DictProxy
                    BaseManager.register('get_job_q'); BaseManager.register('settings', proxytype=DictProxy)
                    m = BaseManager(sys.argv[1], open(sys.argv[1] + '.authkey', 'rb').read()); m.connect()
                    m.settings()['size'] = 5; print(m.get_job_q().get_nowait())
                    """,
                    path
                )
                .Should()
                .Equal("a job");
            manager.Dictionary<string, int>("settings")["size"].Should().Be(5);
        }
    }

    private static string Refusal(params string[] texts) =>
        FluentActions.Invoking(() => ServedName.Parse(texts, [])).Should().Throw<BadArgumentsException>().Which.Message;
}

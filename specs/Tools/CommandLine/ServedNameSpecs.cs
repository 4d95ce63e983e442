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
    private const string Kinds =
        "list, dict, set, namespace, queue[:MAXSIZE], joinablequeue[:MAXSIZE], event, lock, rlock, semaphore[:VALUE], "
        + "boundedsemaphore[:VALUE], condition, barrier:PARTIES, value:VALUE, array:TYPECODE:LENGTH";

    private const string Queue =
        "is not of the form a=queue[:MAXSIZE], where MAXSIZE is a number up to 2,147,483,647; 0 is no limit.";
    private const string Barrier =
        "is not of the form a=barrier:PARTIES, where PARTIES is a number from 1 to 2,147,483,647.";
    private const string Value =
        "is not of the form a=value:VALUE, where VALUE is a number, true, false, null or a text in double quotes.";
    private const string Array =
        "is not of the form a=array:TYPECODE:LENGTH, where TYPECODE is one of b, B, h, H, i, I, q, Q, f and d, and "
        + "LENGTH a number up to 10,000,000.";

    [Fact]
    public static void Each_kind_is_shared_under_its_name()
    {
        using var server = new ManagerServer("a key"u8);
        using var manager = Sharing(
            server,
            ServedKind.All.Where(kind => kind.Arguments is "" or ['[', ..]).Select(kind => $"a_{kind.Name}={kind.Name}")
        );

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
        manager.JoinableQueue<int>("a_joinablequeue").Put(1);
        manager.Semaphore("a_boundedsemaphore").Acquire(TimeSpan.Zero).Should().BeTrue();
    }

    [Fact]
    public static void A_kind_with_arguments_is_made_of_them()
    {
        using var server = new ManagerServer("a key"u8);
        using var manager = Sharing(
            server,
            ["q=queue:1", "j=joinablequeue:1", "s=semaphore:2", "b=boundedsemaphore:0", "w=barrier:3", "a=array:h:4"]
        );

        manager.Queue<int>("q").TryPut(1).Should().BeTrue();
        manager.Queue<int>("q").TryPut(1).Should().BeFalse("it has room for one item");
        manager.JoinableQueue<int>("j").TryPut(1).Should().BeTrue();
        manager.JoinableQueue<int>("j").TryPut(1).Should().BeFalse();
        manager.Semaphore("s").Acquire(TimeSpan.Zero).Should().BeTrue();
        manager.Semaphore("s").Acquire(TimeSpan.Zero).Should().BeTrue("its value is 2");
        manager.Semaphore("b").Acquire(TimeSpan.Zero).Should().BeFalse("its value is 0");
        manager.Barrier("w").Parties.Should().Be(3);
        manager.Array<short>("a").Should().Equal(0, 0, 0, 0);
    }

    [Theory]
    [InlineData("0", 0)]
    [InlineData("-7", -7)]
    [InlineData("1.5", 1.5)]
    [InlineData("true", true)]
    [InlineData("null", null)]
    [InlineData("\"12:30\"", "12:30")]
    public static void A_value_is_a_number_a_truth_value_nothing_or_a_text(string text, object? value)
    {
        using var server = new ManagerServer("a key"u8);
        using var manager = Sharing(server, [$"it=value:{text}"]);

        manager.NamedValue<object?>("it").Value.Should().Be(value);
    }

    [Theory]
    [InlineData("array", "b B h H i I q Q f d")]
    public static void Each_type_code_makes_an_array(string kind, string codes)
    {
        using var server = new ManagerServer("a key"u8);
        var letters = codes.Split(' ');
        using var manager = Sharing(server, letters.Select((code, i) => $"a{i}={kind}:{code}:1"));

        Enumerable.Range(0, letters.Length).Select(i => TypeCode(manager, i)).Should().Equal(letters);
    }

    [Theory]
    [InlineData("settings", "is not NAME=KIND with a valid Python name.")]
    [InlineData("1st=dict", "is not NAME=KIND with a valid Python name.")]
    [InlineData("settings=", $"has an unknown kind. Use one of {Kinds}.")]
    [InlineData("settings=Pool", $"has an unknown kind. Use one of {Kinds}.")]
    [InlineData("a=list:3", "has an argument, but a list takes none. Use a=list.")]
    [InlineData("a=lock:", "has an argument, but a lock takes none. Use a=lock.")]
    [InlineData("a=queue:", Queue)]
    [InlineData("a=queue:-1", Queue)]
    [InlineData("a=queue:2147483648", Queue)]
    [InlineData("a=barrier", Barrier)]
    [InlineData("a=barrier:0", Barrier)]
    [InlineData("a=value", Value)]
    [InlineData("a=value:", Value)]
    [InlineData("a=value:idle", Value)]
    [InlineData("a=value:[1]", Value)]
    [InlineData("a=value:1e999", Value)]
    [InlineData("a=value:\"\\ud800\"", Value)]
    [InlineData("a=array", Array)]
    [InlineData("a=array:i", Array)]
    [InlineData("a=array:u:3", Array)]
    [InlineData("a=array:i:-1", Array)]
    [InlineData("a=array:i:10000001", Array)]
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

    private static Manager Sharing(ManagerServer server, IEnumerable<string> texts)
    {
        foreach (var each in ServedName.Parse([.. texts], []))
            each.ShareAt(server);
        server.Start();
        return Manager.Connect(server.Address, "a key"u8);
    }

    // As in Python's text of an array: array('i', [0]).
    private static string TypeCode(Manager manager, int i) =>
        $"{manager.Create($"a{i}").Call<string>("__str__")}"[7..8];

    private static string Refusal(params string[] texts) =>
        FluentActions.Invoking(() => ServedName.Parse(texts, [])).Should().Throw<BadArgumentsException>().Which.Message;
}

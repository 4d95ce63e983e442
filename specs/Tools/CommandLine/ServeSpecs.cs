using System.Runtime.Versioning;
using SharedStateSpecs.Library.Connections;
using SharedStateSpecs.Library.Managers.Servers;
using SharedStateSpecs.Repository.Conventions;

namespace SharedStateSpecs.Tools.CommandLine;

/// <summary>`sharedstate serve`: CPython creates objects, calls them, and shuts the server down.</summary>
[UnsupportedOSPlatform("windows")]
[CPython, Linux("the server listens on a Unix socket.")]
public sealed class ServeSpecs(ServeSpecs.Run run) : IClassFixture<ServeSpecs.Run>
{
    [Fact]
    public void The_address_is_the_only_line_of_its_output()
    {
        run.Address.Should().Be(run.Path);
        run.Ended.Output.Should().BeEmpty();
    }

    [Fact]
    public void CPython_shares_a_list_and_an_object_of_a_registered_class() =>
        run
            .Python.Should()
            .Equal("[1, 2, None]", "8", "18", "TypeError: increment() argument 'by': expected int, got a str.");

    [Fact]
    public void A_new_key_is_in_a_file_that_no_other_user_can_read()
    {
        run.KeyMode.Should().Be(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        run.Key.Should().MatchRegex("^[0-9a-f]{64}$");
        run.Ended.Error.Should().Contain($"sharedstate: the key is in {run.Path}.authkey").And.NotContain(run.Key);
    }

    [Fact]
    public void With_verbose_each_connection_has_a_line() =>
        run
            .Ended.Error.Split('\n')
            .Should()
            .Contain([
                "sharedstate: a client asks for create list",
                "sharedstate: a client asks for create Counter",
                "sharedstate: a client asks for shutdown",
            ]);

    [Fact]
    public void That_line_has_no_control_characters() =>
        run.Ended.Error.Should().Contain("sharedstate: a client asks for create ?[31m?").And.NotContain("\u001b");

    [Fact]
    public void A_second_server_at_its_address_is_refused_and_leaves_the_first_alone()
    {
        run.Second.Should()
            .Be(
                new Command(
                    2,
                    "",
                    $"sharedstate: --address {run.Path} is in use. Stop the server there, or use another address.\n"
                )
            );
    }

    [Fact]
    public void A_client_shuts_it_down_and_its_files_are_gone()
    {
        run.Ended.ExitCode.Should().Be(0);
        run.Left.Should().BeEmpty();
    }

    public sealed class Run : IAsyncLifetime, IDisposable
    {
        private const string Program = """
            import sys
            from multiprocessing.managers import SyncManager, dispatch
            def failure(call):
                try: call()
                except Exception as e: return '%s: %s' % (type(e).__name__, e)
            SyncManager.register('Counter')
            SyncManager.register('\x1b[31m\n')
            m = SyncManager(sys.argv[1], open(sys.argv[1] + '.authkey', 'rb').read())
            m.connect()
            shared = m.list([1, 2]); shared.append(None); print(shared)
            counter = m.Counter(5); print(counter.increment(3)); print(counter.add_all([4, 6]))
            print(failure(lambda: counter.increment('x')))
            failure(getattr(m, '\x1b[31m\n'))
            dispatch(m._Client(m._address, authkey=m._authkey), None, 'shutdown')
            """;

        private readonly TemporaryDirectory directory = new();

        internal string Path => System.IO.Path.Combine(directory.Path, "a socket");

        internal string Address { get; private set; } = "";

        internal string Key { get; private set; } = "";

        internal UnixFileMode KeyMode { get; private set; }

        internal string[] Python { get; private set; } = [];

        internal Command Second { get; private set; } = null!;

        internal Command Ended { get; private set; } = null!;

        internal string[] Left { get; private set; } = [];

        public async Task InitializeAsync()
        {
            var counter = typeof(RegisteredClassSpecs.Counter);
            using var served = ServeProcess.Start(
                "--address",
                Path,
                "--verbose",
                "--type",
                $"Counter={counter.Assembly.Location}#{counter.FullName}"
            );
            Address = served.Address;
            Second = await Command.Run("serve", "--address", Path);
            (Key, KeyMode) = (await File.ReadAllTextAsync($"{Path}.authkey"), File.GetUnixFileMode($"{Path}.authkey"));
            Python = ServeProcess.Python(Program, Path);
            Ended = served.Ended();
            Left = Directory.GetFileSystemEntries(directory.Path);
        }

        public Task DisposeAsync() => Task.CompletedTask;

        public void Dispose() => directory.Dispose();
    }
}

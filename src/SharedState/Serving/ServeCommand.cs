using System.CommandLine;

namespace SharedState.Serving;

/// <summary>
/// <c>sharedstate serve</c>: a long-running server of shared objects, for .NET and for CPython's own
/// <c>multiprocessing.managers</c>.
/// </summary>
internal sealed class ServeCommand : Verb
{
    // A client of CPython only learns that its "digest sent was rejected", as for a wrong key.
    private const string Md5Refused =
        "a client was refused: it proved the key by MD5, the only way of CPython up to 3.11. "
        + "To accept that, add --allow-md5 true.";

    private readonly Option<string?> address = new("--address")
    {
        Description =
            "Where to listen: the path of a Unix socket, or a host and a port; port 0 selects a free one. "
            + "[default: a new socket in a temporary directory]",
        HelpName = "PATH|HOST:PORT",
    };

    private readonly Option<string?> authKeyFile = new("--authkey-file")
    {
        Description =
            "The file with the key that clients must have; other users must not have access to it. "
            + "A newline at its end is ignored. "
            + $"[default: the variable {Key.Variable}, or a new key]",
        HelpName = "FILE",
    };

    private readonly Option<string[]> types = new("--type")
    {
        Description =
            "A class that clients can create objects of, and its name: Counter=bin/Shop.dll#Shop.Counter. Repeatable. "
            + "The assembly's dependencies must be beside it. "
            + "The class must be thread-safe: clients call it concurrently.",
        HelpName = "NAME=DLL#CLASS",
    };

    private readonly Option<string[]> shared = new("--share")
    {
        Description =
            "An object that all clients share, and its name: settings=dict. Repeatable. "
            + $"A kind is one of {string.Join(", ", ServedName.Kinds)}; what is in brackets can be left out.",
        HelpName = "NAME=KIND",
    };

    private readonly Option<bool?> allowMd5 = new("--allow-md5")
    {
        Description =
            "Whether clients can prove the key by MD5, the only way of CPython up to 3.11. "
            + "[default: on a Unix socket only]",
        HelpName = "true|false",
    };

    private readonly Option<bool> allowRemote = new("--allow-remote")
    {
        Description = "Allow an address that other machines can reach. Traffic is not encrypted.",
    };

    private readonly Option<bool> verbose = new("--verbose")
    {
        Description = "Write a line to standard error for each connection.",
    };

    public ServeCommand()
        : base(
            "serve",
            "Serves shared objects to .NET and to CPython's own multiprocessing.managers until it is shut down. "
                + "Prints its address when it is ready."
        )
    {
        Add(address);
        Add(authKeyFile);
        Add(types);
        Add(shared);
        Add(allowMd5);
        Add(allowRemote);
        Add(verbose);
        SetAction((asked, cancellation) => Task.Run(() => Serve(asked, cancellation), CancellationToken.None));
    }

    public override IReadOnlyList<string> Examples =>
        [
            "serve --address shop.socket",
            "serve --address 127.0.0.1:50000 --authkey-file key.txt --allow-md5",
            "serve --type Counter=bin/Shop.dll#Shop.Counter --verbose",
            "serve --address shop.socket --share get_job_q=queue --share settings=dict",
            "serve --address shop.socket --share hits=value:0 --share ready=barrier:3 --share prices=array:d:100",
        ];

    public override IReadOnlyList<string> Remarks =>
        [
            """
                A new key is written to a file beside the socket, with .authkey appended to
                its name, or to a temporary directory if there is no socket file. Standard
                error says where. No other user can read it, and it is removed at the end.
                A server that is killed (SIGKILL) leaves its socket and the key file, on
                macOS also a lock beside the socket; the next server at that path replaces
                them.
                """,
            """
                In Python:
                  from multiprocessing.managers import SyncManager
                  manager = SyncManager('shop.socket', open('shop.socket.authkey', 'rb').read())
                  manager.connect()
                  items = manager.list([1, 2])
                """,
            """
                An object of --share, in Python and in .NET:
                  from multiprocessing.managers import DictProxy
                  SyncManager.register('settings', proxytype=DictProxy)
                  settings = manager.settings()

                  var settings = manager.Dictionary<string, int>("settings");
                """,
        ];

    public override IReadOnlyList<(int Code, string Meaning)> ExitCodes =>
        [
            (ExitCode.Served, "the server was shut down: by a client, SIGINT (Ctrl+C), SIGTERM or SIGHUP"),
            (ExitCode.BadArguments, "the arguments are wrong, or the address cannot be used"),
        ];

    private int Serve(ParseResult asked, CancellationToken cancellation)
    {
        using var place = Place.At(asked.GetValue(address), asked.GetValue(allowRemote));
        var taken = new HashSet<string>();
        var names = ServedName.Parse(asked.GetValue(shared) ?? [], taken);
        var classes = ServedClass.Load(asked.GetValue(types) ?? [], taken);
        var (key, isNew) = Key.From(asked.GetValue(authKeyFile));

        using var hangup = new Hangup(cancellation);
        using var server = place.Listen(
            key,
            new()
            {
                AllowMd5 = asked.GetValue(allowMd5),
                Log = asked.GetValue(verbose) ? Report.Line : null,
                OnMd5Refused = _ => Report.Line(Md5Refused),
            }
        );
        foreach (var each in classes)
            each.RegisterAt(server);
        foreach (var each in names)
            each.ShareAt(server);
        using var file = isNew ? KeyFile.For(server.Address, key) : null;
        server.Start();
        if (file is not null)
            Report.Line($"the key is in {file.Path}");
        Console.WriteLine(server.Address);

        try
        {
            server.WaitForShutdown(cancellation: hangup.Token);
        }
        catch (OperationCanceledException)
        {
            // A signal ends it this way.
        }

        return ExitCode.Served;
    }
}

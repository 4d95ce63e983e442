using System.CommandLine;

namespace SharedState.Serving;

/// <summary>
/// <c>sharedstate serve</c>: a standing server of shared objects, for .NET and for CPython's own
/// <c>multiprocessing.managers</c>.
/// </summary>
internal sealed class ServeCommand : Verb
{
    private readonly Option<string?> address = new("--address")
    {
        Description =
            "Where to listen: the path of a Unix socket, or a host and a port, 0 for one that is free. [default: a socket of its own]",
        HelpName = "PATH|HOST:PORT",
    };

    private readonly Option<string?> authKeyFile = new("--authkey-file")
    {
        Description =
            $"The file of the key that clients must have, without the newline at its end, readable by its owner only. [default: the variable {Key.Variable}, or else a new key]",
        HelpName = "FILE",
    };

    private readonly Option<string[]> types = new("--type")
    {
        Description =
            "A class that clients may make objects of, by a name: Counter=bin/Shop.dll#Shop.Counter. May be given more than once. "
            + "What its assembly needs stands beside it. Calls of many clients run at once, so it must be thread-safe.",
        HelpName = "NAME=DLL#CLASS",
    };

    private readonly Option<bool?> allowMd5 = new("--allow-md5")
    {
        Description =
            "Whether clients may prove the key by MD5, which is all that CPython has up to 3.11. [default: on a Unix socket only]",
        HelpName = "true|false",
    };

    private readonly Option<bool> allowRemote = new("--allow-remote")
    {
        Description = "Listen where other machines connect, too. What is sent is not encrypted.",
    };

    private readonly Option<bool> verbose = new("--verbose")
    {
        Description = "A line on standard error for each connection.",
    };

    public ServeCommand()
        : base(
            "serve",
            "Serves shared objects to .NET and to CPython's own multiprocessing.managers until it is shut down. Prints its address when it is ready."
        )
    {
        Add(address);
        Add(authKeyFile);
        Add(types);
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
        ];

    public override IReadOnlyList<string> Remarks =>
        [
            """
                A new key is written to a file beside the socket, with .authkey after its
                name; where the address is no file, to a directory of its own. Standard
                error says where. No other user can read it, and it is removed at the end.
                A server that is killed (SIGKILL) leaves the socket at its path, and the key
                beside it; the next one at that path takes both over.
                """,
            """
                In Python:
                  from multiprocessing.managers import SyncManager
                  manager = SyncManager('shop.socket', open('shop.socket.authkey', 'rb').read())
                  manager.connect()
                  items = manager.list([1, 2])
                """,
        ];

    public override IReadOnlyList<(int Code, string Meaning)> ExitCodes =>
        [
            (ExitCode.Served, "it was shut down: by a client, by SIGINT (Ctrl+C), SIGTERM or SIGHUP"),
            (ExitCode.BadArguments, "the arguments are wrong, or it cannot listen there"),
        ];

    private int Serve(ParseResult asked, CancellationToken cancellation)
    {
        using var place = Place.At(asked.GetValue(address), asked.GetValue(allowRemote));
        var classes = ServedClass.Load(asked.GetValue(types) ?? []);
        var (key, isNew) = Key.From(asked.GetValue(authKeyFile));

        using var hangup = new Hangup(cancellation);
        using var server = place.Listen(
            key,
            new() { AllowMd5 = asked.GetValue(allowMd5), Log = asked.GetValue(verbose) ? Report.Line : null }
        );
        foreach (var each in classes)
            each.RegisterAt(server);
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
            // That is how a signal ends it.
        }

        return ExitCode.Served;
    }
}

using System.Diagnostics;
using Multiprocessing;
using Multiprocessing.Testing;
using SharedStateSpecs.Library.Pickling;

namespace SharedStateSpecs.Library.Managers.Servers;

/// <summary>A server in this process, and Python programs that are its clients.</summary>
internal sealed class ServerWithPythonClients : IDisposable
{
    private const string Start = """
        import os, sys, time, signal, queue, threading, collections, fractions, enum
        from multiprocessing import Process, current_process
        from multiprocessing.managers import BaseManager, SyncManager, RemoteError, NamespaceProxy
        class M(SyncManager): pass
        if 'set' not in M._registry: M.register('set')
        sys.argv[1] = sys.argv[1].replace('@', '\0')
        current_process().authkey = sys.argv[2].encode()
        def connect(*names):
            for name in names: M.register(name)
            m = M(sys.argv[1], sys.argv[2].encode())
            m.connect()
            return m
        def failure(call):
            try: return 'returned %r' % (call(),)
            except Exception as e: return '%s: %s' % (type(e).__name__, e)

        """;

    private readonly List<Process> started = [];

    public ServerWithPythonClients(Action<ManagerServer>? prepare = null, string? address = null)
    {
        ManagerServer = new("a key"u8, address, new() { AllowMd5 = true });
        prepare?.Invoke(ManagerServer);
        ManagerServer.Start();
    }

    public ManagerServer ManagerServer { get; }

    /// <summary>
    /// Runs a program, which gets a manager from <c>connect(*types)</c>, to its end; the lines of its output.
    /// </summary>
    public string[] Run(string program) => Output(Begin(program)).Split('\n', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Runs one of the files of this folder to its end; its output.</summary>
    public string RunFile(string name, params string[] arguments) => Output(Launch(Fixture.Text(name), arguments));

    /// <summary>Starts a program; it is killed when the spec ends.</summary>
    public Process Begin(string program) => Launch(Start + program, []);

    /// <summary>Waits for a condition that another process fulfils.</summary>
    public static void Await(Func<bool> condition) => Poll.Until(condition, () => "The condition was not fulfilled.");

    public void Dispose()
    {
        foreach (var process in started)
        {
            process.Kill(entireProcessTree: true);
            process.WaitForExit();
            process.Dispose();
        }

        ManagerServer.Dispose();
    }

    private static string Output(Process python)
    {
        var output = python.StandardOutput.ReadToEndAsync();
        python.StandardError.ReadToEnd().Should().BeEmpty();
        return output.GetAwaiter().GetResult();
    }

    private Process Launch(string program, string[] arguments)
    {
        var python = Process.Start(
            new ProcessStartInfo("python3", ["-S", "-c", program, ManagerServer.Address, "a key", .. arguments])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            }
        )!;
        started.Add(python);
        return python;
    }
}

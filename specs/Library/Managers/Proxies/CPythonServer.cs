using System.Diagnostics;
using Multiprocessing;

namespace SharedStateSpecs.Library.Managers.Proxies;

/// <summary>CPython's own server, in a process of its own.</summary>
internal sealed class CPythonServer : IDisposable
{
    private const string Program = """
        import multiprocessing, sys, threading
        from multiprocessing.managers import SyncManager
        class Counter:
            def __init__(self, count): self.count = count
            def increment(self, by=1): self.count += by; return self.count
            def get_count(self): return self.count
            def fail(self, why): raise KeyError(why)
        class M(SyncManager): pass
        M.register('Counter', Counter)
        exec(sys.argv[2])
        def end_with_parent():
            sys.stdin.read()
            import os; os._exit(0)
        threading.Thread(target=end_with_parent, daemon=True).start()
        multiprocessing.current_process().authkey = b'a key'
        server = M('\0' + sys.argv[1], b'a key').get_server()
        print('ready', flush=True)
        server.serve_forever()
        """;

    private readonly Process process;

    private CPythonServer(Process process) => this.process = process;

    /// <summary>Its process id.</summary>
    public int Id => process.Id;

    /// <summary>Starts it.</summary>
    /// <param name="preparation">What the program does first with its manager class <c>M</c>.</param>
    public static (CPythonServer Server, Manager Manager) Start(string preparation = "")
    {
        var name = $"cpython-{Guid.NewGuid():N}";
        var process = Process.Start(
            new ProcessStartInfo("python3", ["-S", "-c", Program, name, preparation])
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
            }
        )!;
        var server = new CPythonServer(process);
        process.StandardOutput.ReadLine().Should().Be("ready");
        return (server, Manager.Connect($"@{name}", "a key"u8));
    }

    public void Dispose()
    {
        process.Kill();
        process.WaitForExit();
        process.Dispose();
    }
}

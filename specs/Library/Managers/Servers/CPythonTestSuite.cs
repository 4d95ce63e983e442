using System.Collections;
using System.Diagnostics;
using Multiprocessing;
using Multiprocessing.Connections;
using Multiprocessing.Managers.Protocol;
using Multiprocessing.Managers.Server.Objects;
using Multiprocessing.Pickling;
using Multiprocessing.Pickling.Python;
using Multiprocessing.Platform;
using SharedStateSpecs.Library.Connections;
using SharedStateSpecs.Library.Pickling;

namespace SharedStateSpecs.Library.Managers.Servers;

/// <summary>
/// Runs <c>cpython_test_suite.py</c>, and starts a server in this process for each one that the tests need.
/// </summary>
/// <param name="fault">Changes each server before it starts.</param>
internal sealed class CPythonTestSuite(Action<ManagerServer>? fault = null) : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    private readonly Listener listener = Listener.Listen();
    private readonly TaskCompletionSource<List<(string Test, string Outcome, string Reason)>> report = new();

    /// <summary>The outcome of each test of some classes, or of all.</summary>
    public async Task<List<(string Test, string Outcome, string Reason)>> RunAsync(params string[] classes)
    {
        new Thread(Accept) { IsBackground = true }.Start();
        var start = new ProcessStartInfo(
            "python3",
            ["-S", "-c", Fixture.Text("cpython_test_suite.py"), listener.Address.ToString(), "a key", .. classes]
        )
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        using var python = Process.Start(start)!;
        var error = python.StandardError.ReadToEndAsync();
        _ = python.StandardOutput.ReadToEndAsync();
        try
        {
            var done = await Task.WhenAny(report.Task, python.WaitForExitAsync(), Task.Delay(Limit));
            return done == report.Task
                ? await report.Task
                : throw new InvalidOperationException(
                    $"The tests did not report: {(python.HasExited ? await error : $"they did not end within {Limit}")}"
                );
        }
        finally
        {
            python.Kill(entireProcessTree: true);
        }
    }

    public void Dispose() => listener.Dispose();

    private void Accept()
    {
        while (listener.Accept(Deadline.Never) is { } connection)
            new Thread(() => AnswerOrFail(connection)) { IsBackground = true }.Start();
    }

    // An unhandled exception of a thread would end the test host.
    private void AnswerOrFail(Connection connection)
    {
        if (Record.Exception(() => Answer(connection)) is { } failure)
            report.TrySetException(failure);
    }

    private void Answer(Connection connection)
    {
        using (connection)
        {
            Authentication.For(listener.Address, Endpoints.Key).AsListener(connection, Endpoints.Soon);
            connection.Receive(out var message);
            var request = new Unpickler(new RegisteredTypes()).Load<PythonTuple>(message.Span);
            if (request[0] is "report")
            {
                report.SetResult([
                    .. ((List<object?>)request[1]!)
                        .Cast<PythonTuple>()
                        .Select(line => ((string)line[0]!, (string)line[1]!, (string)line[2]!)),
                ]);
                return;
            }

            Serve(connection, Of(request[1]), (byte[])request[2]!);
        }
    }

    private void Serve(Connection connection, Address? address, byte[] key)
    {
        try
        {
            using var server = new ManagerServer(key, address?.ToString(), new() { AllowMd5 = true })
                .Register("Foo", typeof(FooBar), ["f", "g"])
                .Register("Bar", typeof(FooBar), ["f", "_h"])
                .Register("baz", Squares)
                .Register("get_queue", Queue());
            fault?.Invoke(server);
            server.Start();
            Send(connection, "serving", Token.ToPython(Address.Parse(server.Address)));

            // Where a test kills the manager's process, its connection ends.
            while (!server.WaitForShutdown(TimeSpan.FromMilliseconds(20)) && !connection.HasEnded()) { }
            Send(connection, "ended", null);
        }
        catch (IOException failure)
        {
            Send(connection, "failed", failure.Message);
        }
    }

    private static void Send(Connection connection, string kind, object? value)
    {
        try
        {
            connection.Send(new Pickler(new RegisteredTypes()).Dump(PythonTuple.Of(kind, value)).ToArray());
        }
        catch (EndOfStreamException)
        {
            // The manager's process no longer waits for the message.
        }
    }

    private static Address? Of(object? address) =>
        address switch
        {
            string path => Address.Unix(path),
            PythonTuple pair => Address.Tcp((string)pair[0]!, (int)pair[1]!),
            _ => null,
        };

    private static Func<object> Queue()
    {
        var queue = new ServedQueue(capacity: 0);
        return () => queue;
    }

    private static IEnumerator Squares()
    {
        for (var i = 0; i < 10; i++)
            yield return i * i;
    }

    /// <summary>The class that the tests call FooBar, and register as Foo and Bar.</summary>
    public sealed class FooBar
    {
#pragma warning disable IDE1006, CA1822
        public string f() => "f()";

        public void g() => throw new ArgumentException();

        public string _h() => "_h()";
#pragma warning restore IDE1006, CA1822
    }
}

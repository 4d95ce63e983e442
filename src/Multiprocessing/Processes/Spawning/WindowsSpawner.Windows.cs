using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Multiprocessing.Connections;
using Multiprocessing.Platform;

namespace Multiprocessing.Processes.Spawning;

/// <summary>
/// Starts a program on Windows. It connects back over loopback TCP and proves by a key that it is the process that was
/// started.
/// </summary>
internal static class WindowsSpawner
{
    private const int KeyLength = 32;

    private static readonly TimeSpan ConnectLimit = TimeSpan.FromSeconds(30),
        ProofLimit = TimeSpan.FromSeconds(10);

    public static SpawnedProcess Start(ChildProcessOptions options, string name, Dictionary<string, string> environment)
    {
        var host = HostCommandLine.Current;
        var key = RandomNumberGenerator.GetBytes(KeyLength);
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var channel = string.Create(CultureInfo.InvariantCulture, $"{((IPEndPoint)listener.LocalEndpoint).Port}");

        // The key is passed in the environment: every user can read a command line.
        environment[ChildEnvironment.Key] = Convert.ToHexString(key);
        var start = new ProcessStartInfo(host.Executable)
        {
            RedirectStandardInput = !options.InheritStandardInput,
            RedirectStandardOutput = options.RedirectOutput || options.StandardOutput is not null,
            RedirectStandardError = options.RedirectOutput || options.StandardError is not null,
            WorkingDirectory = options.WorkingDirectory is { } directory ? Path.GetFullPath(directory) : "",
        };
        if (host.IsApplication)
            environment[ChildEnvironment.Channel] = channel;

        foreach (var argument in host.Arguments)
            start.ArgumentList.Add(argument);
        start.ArgumentList.Add(channel);
        start.Environment.Clear();
        foreach (var (variable, value) in environment)
            start.Environment[variable] = value;

        var job = JobObject.Create();
        WindowsProcessHandle? process = null;
        try
        {
            var started = Process.Start(start) ?? throw new ProcessStartException($"Cannot start {host.Executable}.");
            process = new(started) { Name = name };
            if (!options.InheritStandardInput)
                started.StandardInput.Close();
            job.Add(process.Process);
            var connection = Accept(listener, key, process);
            return new(
                process,
                connection,
                job,
                options.RedirectOutput ? process.Process.StandardOutput.BaseStream : null,
                options.RedirectOutput ? process.Process.StandardError.BaseStream : null
            )
            {
                Handled =
                [
                    .. Handle(name, options.StandardOutput, started.StandardOutput),
                    .. Handle(name, options.StandardError, started.StandardError),
                ],
            };
        }
        catch
        {
            process?.Kill();
            process?.Dispose();
            job.Dispose();
            throw;
        }
    }

    private static IEnumerable<OutputStream> Handle(string name, ChildOutputHandler? handler, StreamReader reader) =>
        handler is null ? [] : [new(reader.BaseStream, new(name, handler, reader.CurrentEncoding))];

    /// <summary>In the child: connects to the parent.</summary>
    public static Connection Connect(string channel)
    {
        var key = Convert.FromHexString(
            Environment.GetEnvironmentVariable(ChildEnvironment.Key)
                ?? throw new InvalidOperationException($"{ChildEnvironment.Key} is not set.")
        );
        Environment.SetEnvironmentVariable(ChildEnvironment.Key, null);
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Connect(IPAddress.Loopback, int.Parse(channel, CultureInfo.InvariantCulture));
        var connection = new SocketConnection(socket);
        connection.Send(key);
        return connection;
    }

    private static SocketConnection Accept(TcpListener listener, byte[] key, WindowsProcessHandle process)
    {
        var deadline = Deadline.After(ConnectLimit);
        while (!deadline.HasPassed)
        {
            if (process.ExitCode is { } code)
            {
                throw new ProcessStartException(
                    $"The spawned process ended with exit code {code} before it connected."
                );
            }

            if (!listener.Server.Poll(TimeSpan.FromMilliseconds(50), SelectMode.SelectRead))
                continue;

            var connection = new SocketConnection(listener.AcceptSocket());
            if (Proves(connection, key))
                return connection;

            connection.Dispose();
        }

        throw new ProcessStartException(
            $"The spawned process did not connect within {ConnectLimit.TotalSeconds} seconds."
        );
    }

    // Any process on the machine can connect, and send nothing or too much; only the child has the key, and sends it at
    // once.
    private static bool Proves(SocketConnection connection, byte[] key)
    {
        var longest = connection.LongestMessage;
        connection.LongestMessage = KeyLength;
        try
        {
            return connection.Receive(Deadline.After(ProofLimit), out var sent) == Received.Message
                && CryptographicOperations.FixedTimeEquals(sent.Span, key);
        }
        catch (InvalidDataException)
        {
            return false;
        }
        finally
        {
            connection.LongestMessage = longest;
        }
    }
}

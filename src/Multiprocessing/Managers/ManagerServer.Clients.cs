using System.Security.Authentication;
using Multiprocessing.Connections;
using Multiprocessing.Managers.Server;
using Multiprocessing.Platform;

namespace Multiprocessing;

public sealed partial class ManagerServer
{
    // How long the thread of a dropped connection may take to close it.
    private static readonly TimeSpan DropLimit = TimeSpan.FromSeconds(1);

    private int md5Refusals;

    private void Accept()
    {
        while (listener.Accept(Deadline.Never) is { } connection)
        {
            try
            {
                if (!Admit(connection))
                    connection.Dispose();
            }
            catch (OutOfMemoryException failure)
            {
                connection.Dispose();
                Log($"a connection was closed: {failure.Message}");
            }
        }
    }

    // Anyone can connect, and each connection takes a descriptor and a thread. Without free ones the runtime ends the
    // process; so there is a limit, and the connection that has not proved the key for the longest time gives way.
    private bool Admit(Connection connection)
    {
        lock (serverLock)
        {
            if (pending.Count >= options.MaxPendingConnections)
                DropOldestPending();
        }

        if (connection.IsNearLimit && !MakeRoom())
        {
            Log("a connection was closed: the process has no descriptor left for it");
            return false;
        }

        lock (serverLock)
        {
            if (stopping.IsCancellationRequested)
                return false;

            connections.Add(connection);
            pending.AddLast(connection);
        }

        if (threads.TryRun(() => Serve(connection)))
            return true;

        lock (serverLock)
        {
            connections.Remove(connection);
            pending.Remove(connection);
            DropOldestPending();
        }

        Log("a connection was closed: the system has no thread left for it");
        return false;
    }

    private bool MakeRoom()
    {
        int before;
        lock (serverLock)
        {
            before = connections.Count;
            if (!DropOldestPending())
                return false;

            // Several at once: in a flood the next one arrives already.
            for (var more = pending.Count / 4; more > 0; more--)
                DropOldestPending();
        }

        return SpinWait.SpinUntil(() => connections.Count < before, DropLimit);
    }

    // Its own thread closes it.
    private bool DropOldestPending()
    {
        if (pending.First is not { } oldest)
            return false;

        pending.RemoveFirst();
        oldest.Value.End();
        return true;
    }

    // A connection of this process needs neither the listener nor the key.
    private Connection ConnectHere()
    {
        var (ours, theirs) = Listener.Pair();
        bool isOpen;
        lock (serverLock)
            isOpen = !stopping.IsCancellationRequested && connections.Add(theirs);
        if (isOpen && threads.TryRun(() => Serve(theirs, isOwn: true)))
            return ours;

        lock (serverLock)
            connections.Remove(theirs);
        ours.Dispose();
        theirs.Dispose();
        throw new IOException(isOpen ? "The system has no thread left for the server." : "The server was stopped.");
    }

    private void Serve(Connection connection, bool isOwn = false)
    {
        Session? session = null;
        var isProved = isOwn;
        try
        {
            if (!isOwn)
                authentication.AsListener(connection, Deadline.After(options.HandshakeLimit));
            lock (serverLock)
                isProved |= pending.Remove(connection);
            session = new(connection, objects, stopping.Token);
            session.Run(options.Log is null || isOwn ? null : Log);
        }
        catch (Exception failure)
        {
            // A failure of one connection must not affect the others.
            Report(failure, wasDropped: !isProved && !IsPending(connection));
        }
        finally
        {
            session?.Dispose();
            lock (serverLock)
            {
                pending.Remove(connection);
                connections.Remove(connection);
                connection.Dispose();
            }
        }

        if (session is { AsksForShutdown: true })
            Stop();
    }

    private bool IsPending(Connection connection)
    {
        lock (serverLock)
            return pending.Contains(connection);
    }

    private void Report(Exception failure, bool wasDropped)
    {
        Log($"a connection ended: {(wasDropped ? "newer ones came before it proved the key." : failure.Message)}");
        if (
            failure is AuthenticationException { Message: Authentication.Md5Refused }
            && Interlocked.Increment(ref md5Refusals) == 1
        )
        {
            Tell(options.OnMd5Refused, failure.Message);
        }
    }

    private void Log(string line) => Tell(options.Log, line);

    // A log that cannot be written, as on a full disk, loses lines; it must not end the server.
    private static void Tell(Action<string>? log, string line)
    {
        try
        {
            log?.Invoke(line);
        }
        catch (Exception)
        {
            // There is nowhere else to report it.
        }
    }
}

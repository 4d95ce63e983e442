using System.Security.Authentication;
using Multiprocessing.Platform;
using Multiprocessing.Workers;

namespace Multiprocessing.Managers.Client;

// What a process gives back when it ends. A .NET server notices the end of its clients; CPython's server does not, and
// would keep their objects for ever.
internal sealed partial class RemoteServer
{
    private static int endIsWatched;

    // In all, and for each answer: a server that does not answer must not keep a process from ending.
    private static readonly TimeSpan EndLimit = TimeSpan.FromSeconds(5),
        EndAnswerLimit = TimeSpan.FromSeconds(1);

    private static void WatchEnd()
    {
        if (Interlocked.Exchange(ref endIsWatched, 1) != 0)
            return;

        TaskBoundary.WhenProcessEnds(GiveAllBack);
        AppDomain.CurrentDomain.ProcessExit += static (_, _) => GiveAllBack();
    }

    private static void GiveAllBack()
    {
        var deadline = Deadline.After(EndLimit);
        foreach (var server in All())
            server.GiveBack(deadline);
    }

    private void GiveBack(Deadline deadline)
    {
        // Another thread may wait for an answer of this server.
        if (hasDotNetExtension != false || !serverLock.TryEnter(deadline.MillisecondsLeft))
            return;

        try
        {
            ResetAfterFork();
            foreach (var lease in leases.Values)
            {
                if (!lease.IsRegistered)
                    continue;

                lease.RegisteredFor = default;
                var limit = TimeSpan.FromSeconds(deadline.SecondsLeft!.Value);
                var answered = Deadline.After(limit < EndAnswerLimit ? limit : EndAnswerLimit);
                if (deadline.HasPassed || !CallChannel.TryAskOnce(Address, Key, "decref", lease.Id, answered))
                    break;
            }
        }
        catch (Exception failure) when (failure is IOException or AuthenticationException)
        {
            // A server that has ended holds no references any more.
        }
        finally
        {
            serverLock.Exit();
        }
    }
}

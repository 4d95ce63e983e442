using Multiprocessing;
using Multiprocessing.Testing;
using Multiprocessing.Testing.Programs;

namespace Observations.Managers;

/// <summary>
/// Where the shared objects of a program live: in a server that it starts, or in one of another runtime that stands
/// beside the run.
/// </summary>
internal static class ServerOfRun
{
    /// <summary>The file in which a server that stands beside the run tells its address and its key.</summary>
    public const string File = "server";

    private static bool StandsBeside => Gate.IsOpen(ServerBeside.Ready);

    /// <summary>A manager that is started, or connected to the server beside the run.</summary>
    public static Manager Open(StartMethod startMethod)
    {
        if (!StandsBeside)
            return Manager.Start(startMethod);

        var lines = System.IO.File.ReadAllLines(RunDirectory.FileOfThisRun(File));
        CurrentProcess.AuthKey = Convert.FromHexString(lines[1]);
        return Manager.Connect(lines[0], CurrentProcess.AuthKey.Span);
    }

    /// <summary>A manager whose server makes objects of a class.</summary>
    public static Manager Open<TContract, TClass>(StartMethod startMethod)
        where TContract : class
        where TClass : class, TContract =>
        StandsBeside
            ? Open(startMethod).Register<TContract>(typeof(TClass).Name)
            : Open(startMethod).Register<TContract, TClass>();

    /// <summary>Ends the server; from now on the call fails.</summary>
    public static void End(Manager manager, Action call)
    {
        if (!StandsBeside)
        {
            manager.Dispose();
            return;
        }

        Gate.Open(ServerBeside.End);
        Poll.Until(() => Fails(call), () => "The server did not end.");
    }

    /// <summary>Whether a call of a proxy fails because its server is gone.</summary>
    public static bool Fails(Action call)
    {
        try
        {
            call();
            return false;
        }
        catch (ManagerLostException)
        {
            return true;
        }
    }
}

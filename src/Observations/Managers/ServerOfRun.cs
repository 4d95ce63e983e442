using Multiprocessing;
using Multiprocessing.Testing;
using Multiprocessing.Testing.Programs;

namespace Observations.Managers;

/// <summary>
/// Where the shared objects of a program live: in a server that it starts, or in one of the other runtime that runs
/// beside it.
/// </summary>
internal static class ServerOfRun
{
    /// <summary>The file in which a server beside the program leaves its address and its key.</summary>
    public const string File = "server";

    private static bool RunsBeside => Gate.IsOpen(ServerBeside.Ready);

    /// <summary>A manager that is started, or connected to the server beside the program.</summary>
    public static Manager Open(StartMethod startMethod)
    {
        if (!RunsBeside)
            return Manager.Start(startMethod);

        var lines = System.IO.File.ReadAllLines(RunDirectory.FileOfThisRun(File));
        CurrentProcess.AuthKey = Convert.FromHexString(lines[1]);
        return Manager.Connect(lines[0], CurrentProcess.AuthKey.Span);
    }

    /// <summary>A manager whose server creates objects of a class.</summary>
    public static Manager Open<TContract, TClass>(StartMethod startMethod)
        where TContract : class
        where TClass : class, TContract =>
        RunsBeside
            ? Open(startMethod).Register<TContract>(typeof(TClass).Name)
            : Open(startMethod).Register<TContract, TClass>();

    /// <summary>Ends the server: afterwards the call fails.</summary>
    public static void End(Manager manager, Action call)
    {
        if (!RunsBeside)
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

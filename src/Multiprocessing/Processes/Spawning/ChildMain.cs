using Multiprocessing.Connections;
using Multiprocessing.Pickling;
using Multiprocessing.Processes.Forking;
using Multiprocessing.Processes.ForkServing;
using Multiprocessing.Workers;
using Multiprocessing.Workers.Mailboxes;

namespace Multiprocessing.Processes.Spawning;

/// <summary>The program that a spawned process runs.</summary>
internal static class ChildMain
{
    public static int Main(string[] arguments)
    {
        if (arguments is [var channel])
            Run(channel);

        Console.Error.WriteLine(
            "Multiprocessing.dll runs the child processes of programs that reference it; it cannot be run by hand."
        );
        return 2;
    }

    /// <summary>Runs a child to its end; does not return.</summary>
    /// <param name="channel">How to reach the parent, as the parent wrote it.</param>
    public static void Run(string channel) => Run(ChildBootstrap.Open(channel, out var mailboxes), mailboxes);

    /// <summary>Runs a child that has its connection to its end; does not return.</summary>
    /// <param name="connection">The connection to the parent, over which everything else arrives.</param>
    /// <param name="mailboxes">The memory shared with the pool that this process works for; null for none.</param>
    public static void Run(Connection connection, WorkerMailboxes? mailboxes)
    {
        if (!connection.Receive(out var message))
            ChildEnd.Now(1);

        var preparation = PreparationData.Read(message.Span);
        for (var i = 0; i < preparation.Environment.Length; i += 2)
            Environment.SetEnvironmentVariable(preparation.Environment[i]!, preparation.Environment[i + 1]);
        if (preparation.DisregardsInterrupts && !OperatingSystem.IsWindows())
            LeaveInterruptsToParent();
        if (preparation.ForkReady)
            ForkSafeStartup.Begin(preparation.StackLimit);

        CurrentProcess.AuthKeyText = preparation.AuthKey;
        if (preparation.ServesForks)
            ForkServerMain.Run((DescriptorConnection)connection, preparation.Name);

        var module = FindModule(preparation.Module, connection);
        CurrentProcess.Become(preparation.Name, module);
        if (preparation.Name != CurrentProcess.Main)
            ProgramModule.BeingRun = module;
        ChildEnd.Now(new Worker(connection).Run(module, preparation.MaxChunks, mailboxes, preparation.Worker));
    }

    private static void LeaveInterruptsToParent()
    {
        InterruptSignal.Disregard();
        InterruptSignal.Admit();
    }

    private static Type? FindModule(string? name, Connection connection)
    {
        try
        {
            return name is null ? null : TypeName.Resolve(name);
        }
        catch (Exception exception)
        {
            ChildEnd.Now(new Worker(connection).Refuse(exception));
            return null;
        }
    }
}

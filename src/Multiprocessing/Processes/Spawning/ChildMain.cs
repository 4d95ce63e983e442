using Multiprocessing.Pickling;
using Multiprocessing.Processes.Forking;
using Multiprocessing.Workers;

namespace Multiprocessing.Processes.Spawning;

/// <summary>The program in which a spawned process starts.</summary>
internal static class ChildMain
{
    public static int Main(string[] arguments)
    {
        if (arguments is [var channel])
            Run(channel);

        Console.Error.WriteLine(
            "Multiprocessing.dll starts the processes of programs that reference it; it is not run by hand."
        );
        return 2;
    }

    /// <summary>Runs a child to its end, and does not come back.</summary>
    /// <param name="channel">Where it is told what to do, as its parent wrote it.</param>
    public static void Run(string channel)
    {
        var connection = ChildBootstrap.Open(channel, out var mailboxes);
        if (!connection.Receive(out var message))
            ChildEnd.Now(1);

        var preparation = PreparationData.Read(message.Span);
        for (var i = 0; i < preparation.Environment.Length; i += 2)
            Environment.SetEnvironmentVariable(preparation.Environment[i]!, preparation.Environment[i + 1]);
        if (preparation.ForkReady)
            ForkSafeStartup.Begin(preparation.StackLimit);

        var module = preparation.Module is { } type ? TypeName.Resolve(type) : null;
        CurrentProcess.Become(preparation.Name, module);
        CurrentProcess.AuthKeyText = preparation.AuthKey;
        ChildEnd.Now(new Worker(connection).Run(module, preparation.Tasks, mailboxes));
    }
}

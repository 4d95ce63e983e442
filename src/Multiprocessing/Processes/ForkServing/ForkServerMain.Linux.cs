using System.Runtime.InteropServices;
using Multiprocessing.Connections;
using Multiprocessing.Pickling;
using Multiprocessing.Platform;
using Multiprocessing.Processes.Forking;
using Multiprocessing.Processes.Spawning;
using Multiprocessing.Workers;

namespace Multiprocessing.Processes.ForkServing;

/// <summary>
/// The program of the fork server: it prepares, and then forks a child for each request and reports how each child
/// ended. It has one thread and runs nothing of the application but what it preloads.
/// </summary>
internal static unsafe class ForkServerMain
{
    /// <summary>How many messages a child receives up to its first work.</summary>
    public const int RehearsalMessages = 3;

    private static readonly List<ServedChild> Children = [];

    private static Libc.PollDescriptor* polled;
    private static int room;

    /// <summary>Runs it to its end; does not return.</summary>
    public static void Run(DescriptorConnection connection, string name)
    {
        CurrentProcess.Become(name, null);
        var rehearsal = new byte[RehearsalMessages][];
        for (var i = 0; i < rehearsal.Length; i++)
            rehearsal[i] = Receive(connection);
        var names = Receive(connection);
        var answer = new PickleWriter();
        try
        {
            Prepare(connection, names);
        }
        catch (Exception exception)
        {
            ChildEnd.Now(new Worker(connection).Refuse(exception));
        }

        connection.Send(answer.Begin(MessageKind.Ready).WrittenMemory);
        Rehearse(rehearsal);
        while (true)
        {
            Wait(connection.Descriptor);
            for (var i = Children.Count - 1; i >= 0; i--)
            {
                if (polled[i + 1].Happened == 0 || !Children[i].TryReap())
                    continue;

                Children[i].Dispose();
                Children.RemoveAt(i);
            }

            if (polled[0].Happened != 0 && !TryServe(connection.Descriptor))
                ChildEnd.Now(0);
        }
    }

    private static byte[] Receive(DescriptorConnection connection)
    {
        if (!connection.Receive(out var message))
            ChildEnd.Now(1);
        return message.ToArray();
    }

    // Two names of modules, then those of the functions to preload.
    private static void Prepare(DescriptorConnection connection, ReadOnlySpan<byte> names)
    {
        for (var i = 0; i < 2; i++)
            LoadAssembly(Utf16Strings.Read(ref names));
        if (names.IsEmpty)
            return;

        while (!names.IsEmpty)
        {
            var function = FunctionReference.FromName(Utf16Strings.Read(ref names)!);
            connection.Send(new PickleWriter().Begin(MessageKind.Entering).WrittenMemory);
            ((Action)function.ToDelegate(typeof(Action)))();
        }

        // What was loaded is old from the start: no collection of a child's own garbage writes to it.
        for (var i = 0; i < GC.MaxGeneration; i++)
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: true, compacting: true);
        ForkGuard.WaitUntilQuiet();
    }

    // Nothing of a type runs when it is found. A child that does not find it says why.
    private static void LoadAssembly(string? module)
    {
        try
        {
            if (module is not null)
                _ = TypeName.Resolve(module);
        }
        catch (Exception exception) when (exception is UnpicklingException or IOException or BadImageFormatException)
        {
            if (EventLog.IsOn)
                EventLog.Write($"does not find {module}: {exception.Message}");
        }
    }

    /// <summary>
    /// Runs once what every child runs, with the messages that a child receives: otherwise each child would bind and
    /// compile it again.
    /// </summary>
    private static void Rehearse(byte[][] messages)
    {
        var (ours, theirs) = DescriptorConnection.Pair();
        using (ours)
        using (var answering = new DescriptorConnection(theirs.Adopt()))
        {
            foreach (var message in messages)
                ours.Send(message);
            if (answering.Receive(out var received))
                _ = PreparationData.Read(received.Span);
            new Worker(answering).Run(module: null, tasks: 1);
        }
    }

    private static void Wait(Descriptor socket)
    {
        if (room <= Children.Count)
        {
            room = Math.Max(64, Children.Count * 2);
            polled = (Libc.PollDescriptor*)NativeMemory.Realloc(polled, (nuint)(room * sizeof(Libc.PollDescriptor)));
        }

        polled[0] = new() { Descriptor = socket.Value, Events = Libc.PollIn };
        for (var i = 0; i < Children.Count; i++)
            polled[i + 1] = new() { Descriptor = Children[i].Process.Value, Events = Libc.PollIn };
        DescriptorWait.Wait(polled, Children.Count + 1, Deadline.Never);
    }

    private static bool TryServe(Descriptor socket)
    {
        Span<byte> header = stackalloc byte[ForkRequest.HeaderLength];
        Span<int> descriptors = stackalloc int[DescriptorMessage.MaxDescriptors];
        if (!DescriptorMessage.TryReceive(socket, header, descriptors, out var count))
            return false;

        var rest = new byte[ForkRequest.RestLength(header)];
        if (!DescriptorMessage.TryReceive(socket, rest, [], out _))
            return false;

        var request = ForkRequest.Read(header, rest);
        if (count != request.DescriptorCount)
        {
            Refuse(descriptors[..count]);
            return true;
        }

        // What the child is given is not registered as opened for children: it keeps that, and no other child gets it.
        var reports = new Descriptor(descriptors[1]);
        int[] given = [descriptors[0], .. descriptors[2..count]];
        Fork(request, given, reports);
        foreach (var descriptor in given)
            _ = Libc.Close(descriptor);
        return true;
    }

    // The system discards the descriptors for which this process has no number left.
    private static void Refuse(ReadOnlySpan<int> descriptors)
    {
        if (descriptors.Length > 1)
        {
            using var reports = new Descriptor(descriptors[1]);
            new ForkReport(ForkReportKind.NotStarted, 0, "It has too many open files (ulimit -n).").Send(reports);
        }

        for (var i = 0; i < descriptors.Length; i++)
        {
            if (i != 1)
                _ = Libc.Close(descriptors[i]);
        }
    }

    private static void Fork(ForkRequest request, int[] given, Descriptor reports)
    {
        try
        {
            var pid = ForkCall.Start(
                kept: null,
                () => ServedChild.Run(request, given),
                (request.Flags & ForkFlags.DisregardsInterrupts) != 0
            );
            Children.Add(ServedChild.Of(pid, reports));
        }
        catch (Exception failure) when (failure is UnsafeForkException or ProcessStartException)
        {
            new ForkReport(ForkReportKind.NotStarted, 0, failure.Message).Send(reports);
            reports.Dispose();
        }
    }
}

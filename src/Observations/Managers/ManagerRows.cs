using Multiprocessing;
using Observations.Sources;
using static Observations.TranscriptQueries;

namespace Observations.Managers;

/// <summary>Rows S3: the post's third chapter, managers.</summary>
internal static partial class ManagerRows
{
    private const string Untouched = "[0, 1, 2, 3, 4, 5, 6, 7, 8, 9]";

    public static IReadOnlyList<Observation> All { get; } =
    [
        new(
            "S3.01",
            Chapter.Managers,
            "A proxy's text is the text of its object.",
            [new Post(384), new Post(413), CPythonFile.Managers("BaseProxy.__str__")],
            Expected.Everywhere("[0, 1, 2]").WhoeverServes()
        )
        {
            Experiment = Experiments.Proxies,
            Read = transcript => Join(transcript.Phase("a proxy stands").Said("text")),
        },
        new(
            "S3.02",
            Chapter.Managers,
            "Workers read through a proxy under every start method; results are in argument order.",
            [new Post(386, 391), new Post(415, 420)],
            Expected.Everywhere("[3, 6, 0, 2, 5]").WhoeverServes()
        )
        {
            Experiment = Experiments.ManagerInPoolOfFive,
            Read = transcript => Join(transcript.Phase("read from a list").Results()),
        },
        new(
            "S3.03",
            Chapter.Managers,
            "A proxy in a worker is a different object from main's, whether it stands for a list or for "
                + "an object of a class.",
            [new Post(384), new Post(386), new Post(413), new Post(415)],
            Expected.Everywhere("another object in 15 of 15 tasks").WhoeverServes()
        )
        {
            Experiment = Experiments.ManagerInPoolOfFive,
            Read = OtherObjectsInTasks,
        },
        new(
            "S3.04",
            Chapter.Managers,
            "Each task gets its own proxy, even in a worker that has had one before.",
            [new Post(386, 390), new Post(394, 398), new Post(402, 406)],
            Expected.Everywhere("5 proxies in 1 worker").WhoeverServes()
        )
        {
            Experiment = Experiments.ManagerInPoolOfOne,
            Read = ProxiesOfOneWorker,
        },
        new(
            "S3.05",
            Chapter.Managers,
            "All proxies stand for one object in the server: the proxy is copied, the object is not.",
            [CPythonFile.Managers("Token")],
            Expected.Everywhere("3 proxies, 1 object").WhoeverServes()
        )
        {
            Experiment = Experiments.Proxies,
            Read = ProxiesAndObjects,
        },
        new(
            "S3.06",
            Chapter.Managers,
            "What workers append reaches the one list: nothing is lost or duplicated.",
            [new Post(399), new Post(428)],
            Expected.Everywhere($"before {Untouched}; appended 104, 110, 154, 158, 196").WhoeverServes()
        )
        {
            Experiment = Experiments.ManagerInPoolOfFive,
            Read = Appended,
        },
        new(
            "S3.07",
            Chapter.Managers,
            "Appends are in the order in which they reach the server, which can differ from argument order.",
            [new Post(423, 428)],
            Expected.Everywhere("of 1 before 2, then of 2 before 1: [1, 101, 102, 202, 201]").WhoeverServes()
        )
        {
            Experiment = Experiments.SimultaneousWrites,
            Read = OrderOfAppends,
        },
        new(
            "S3.08",
            Chapter.Managers,
            "What a task reads after its append contains its own argument and is a prefix of the final list.",
            [new Post(394, 398), new Post(423, 427)],
            Expected.Everywhere("5 of 5 tasks").WhoeverServes()
        )
        {
            Experiment = Experiments.ManagerInPoolOfFive,
            Read = TasksThatReadABeginning,
        },
        new(
            "S3.09",
            Chapter.Managers,
            "That read can already contain later appends of other workers, because append and read are " + "two calls.",
            [new Post(395), new Post(424), new Post(425)],
            Expected.Everywhere("2 reads [1, 101, 102, 202, 201]").WhoeverServes()
        )
        {
            Experiment = Experiments.SimultaneousWrites,
            Read = transcript => Join(Reads(transcript).Skip(2).Take(1)),
        },
        new(
            "S3.10",
            Chapter.Managers,
            "Lists can be printed in a different order from that in which they were read: a shorter one "
                + "after a longer one.",
            [new Post(394, 398), CPythonFile.Managers("a call is a message")],
            Expected.Everywhere("2 reads [1, 101, 102]; 1 reads [1, 101]").WhoeverServes()
        )
        {
            Experiment = Experiments.SimultaneousWrites,
            Read = transcript => Join(Reads(transcript).Take(2)),
        },
        new(
            "S3.11",
            Chapter.Managers,
            "Main's proxy stays the same object while the list grows.",
            [new Post(393), new Post(399), new Post(422), new Post(428)],
            Expected.Everywhere("1 object, 10 elements before, 15 after").WhoeverServes()
        )
        {
            Experiment = Experiments.ManagerInPoolOfOne,
            Read = MainsProxy,
        },
        new(
            "S3.12",
            Chapter.Managers,
            "An object of a registered class is created in the server and runs there for all processes.",
            [new Post(402, 407), new Post(431, 436)],
            Expected
                .Everywhere("0 made in main; calls 11, 12, 13; in main itself: False, in the worker itself: False")
                .WhoeverServes()
        )
        {
            Experiment = Experiments.RegisteredClass,
            Read = CallsOfOneObject,
        },
        new(
            "S3.13",
            Chapter.Managers,
            "Only exposed members can be called: public methods, not fields.",
            [Docs.Exposed],
            Expected.Everywhere("a method: 21; a field: refused; a method that is not exposed: refused").WhoeverServes()
        )
        {
            Experiment = Experiments.RegisteredClass,
            Read = transcript => Join(transcript.Phase("only what is exposed").Take(3).Select(line => line.Text)),
        },
        new(
            "S3.14",
            Chapter.Managers,
            "An exception in the server reaches main with its type and message, also through a worker.",
            [new Post(357), new Post(377), CPythonFile.Managers("#ERROR")],
            Expected
                .Everywhere($"asked by main: {IndexError}; asked by a worker: {IndexError}, whose cause names read")
                .WhoeverServes()
        )
        {
            Experiment = Experiments.Proxies,
            Read = Failures,
        },
        new(
            "S3.15",
            Chapter.Managers,
            "A manager is one more process, started by the same start method: a spawned one runs the module.",
            [new PostSection(3), Docs.SpawnAndForkServer],
            Expected.Under(spawn: "main, manager, manager, worker", fork: "main")
        )
        {
            Experiment = Experiments.ManagerModules,
            Read = ProcessesThatRanTheModule,
        },
        new(
            "S3.16",
            Chapter.Managers,
            "After the server has ended, a call fails and a proxy's text says so.",
            [CPythonFile.Managers("BaseProxy.__str__")],
            Expected
                .Everywhere("a call fails: True; text: <ListProxy object, typeid 'list' at 0x...; '__str__()' failed>")
                .WhoeverServes()
        )
        {
            Experiment = Experiments.Proxies,
            Read = transcript => Join(transcript.Phase("the server ends").Select(line => line.Text)),
        },
        new(
            "S3.17",
            Chapter.Managers,
            "An object lives while a process holds a proxy of it. In CPython a forked worker holds every "
                + "proxy that it inherits, in .NET only those that it uses.",
            [CPythonFile.Managers("BaseProxy._after_fork")],
            Expected.Each(configuration =>
                configuration is { Runtime: Runtime.CPython, StartMethod: StartMethod.Fork }
                    ? "references 1, 3 beside two workers, 1; then 0 objects"
                    : "references 1, 1 beside two workers, 1; then 0 objects"
            )
        )
        {
            Experiment = Experiments.References,
            Read = ReferencesAndObjects,
        },
        new(
            "S3.18",
            Chapter.Managers,
            "In CPython a worker opens three connections per task, plus two for an inherited proxy; in "
                + ".NET it opens two in total.",
            [CPythonFile.Managers("BaseProxy._incref and _decref")],
            Expected.Each(configuration =>
                configuration switch
                {
                    { Runtime: Runtime.DotNet } => "2 for 5 tasks",
                    { StartMethod: StartMethod.Fork } => "17 for 5 tasks",
                    _ => "15 for 5 tasks",
                }
            )
        )
        {
            Experiment = Experiments.Connections,
            Read = transcript => $"{transcript.Phase("five tasks").Count} for 5 tasks",
        },
        new(
            "S3.19",
            Chapter.Managers,
            "A call is atomic, but a read and a write are two calls: one of two increments is lost. "
                + "Under a lock none is.",
            [Docs.ProxyObjects],
            Expected.Everywhere("twice from 0 to 1; under a lock to 2").WhoeverServes()
        )
        {
            Experiment = Experiments.SimultaneousWrites,
            Read = Increments,
        },
        new(
            "S3.20",
            Chapter.Managers,
            "What is read from a managed list is a copy, a slice too; only a proxy in the list gives "
                + "access to a shared object.",
            [Docs.NestedProxies],
            Expected
                .Everywhere("[1, 2]; [0, 1, 2, 3]; data = [0, 1, 2, 3], a slice of it = [0, 1, 2, 3, 4]; False")
                .WhoeverServes()
        )
        {
            Experiment = Experiments.Proxies,
            Read = transcript => Join(transcript.Phase("what is read").Select(line => line.Text.Split(": ")[^1])),
        },
        new(
            "S3.21",
            Chapter.Managers,
            "A worker cannot use a proxy whose server key it does not have: in .NET the task fails, in "
                + "CPython the call never returns.",
            [CPythonFile.Managers("BaseProxy.__reduce__")],
            Expected.On(dotNet: "3; AuthenticationException; -1", cpython: "3; no answer; -1")
        )
        {
            Experiment = Experiments.ForeignKey,
            Read = transcript => Join(transcript.Lines.ByMain().Select(line => line.Text.Split(": ")[^1])),
        },
        new(
            "S3.22",
            Chapter.Managers,
            "Two proxies of one object stay two objects in a task, and one proxy that is passed twice " + "stays one.",
            [Docs.SharedReferences],
            Expected
                .Everywhere("one proxy: True, one referent: True; one proxy: False, one referent: True")
                .WhoeverServes()
        )
        {
            Experiment = Experiments.Proxies,
            Read = transcript => Join(transcript.Lines.In("compare").Select(line => line.Text)),
        },
        new(
            "S3.23",
            Chapter.Managers,
            "Proxies in different workers can have equal addresses.",
            [new Post(431, 435)],
            Expected.NotPromised
        ),
    ];
}

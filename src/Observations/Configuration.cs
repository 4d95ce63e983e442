using Multiprocessing;
using Multiprocessing.Testing.Programs;

namespace Observations;

/// <summary>A runtime and a start method: a column of the matrix.</summary>
internal sealed record Configuration(Runtime Runtime, StartMethod StartMethod)
{
    /// <summary>The start methods that the catalogue is about.</summary>
    public static IReadOnlyList<StartMethod> Methods { get; } =
    [StartMethod.Spawn, StartMethod.Fork, StartMethod.ForkServer];

    /// <summary>All configurations of one runtime, in the order in which a matrix shows them.</summary>
    public static IReadOnlyList<Configuration> All { get; } =
    [
        .. from runtime in Enum.GetValues<Runtime>()
        from startMethod in Methods
        select new Configuration(runtime, startMethod),
    ];

    /// <summary>
    /// The configurations in which the other runtime serves. A worker that a fork server started connects as a spawned
    /// one does, so there is none for it.
    /// </summary>
    public static IReadOnlyList<Configuration> Mixed { get; } =
    [
        .. All.Where(configuration => configuration.StartMethod is not StartMethod.ForkServer)
            .Select(configuration => configuration.ServedByTheOther()),
    ];

    /// <summary>Whether main and its workers use a server of the other runtime.</summary>
    public bool IsMixed { get; private init; }

    /// <summary>What the server of shared objects runs on: the same, but in a mixed configuration.</summary>
    public Runtime Server =>
        !IsMixed ? Runtime
        : Runtime is Runtime.DotNet ? Runtime.CPython
        : Runtime.DotNet;

    /// <summary>The mixed configuration of the same program.</summary>
    public Configuration ServedByTheOther() => this with { IsMixed = true };

    /// <summary><c>.NET spawn</c>, <c>CPython fork</c>, <c>.NET spawn, CPython serves</c>.</summary>
    public override string ToString() =>
        $"{NameOf(Runtime)} {StartMethod.Name()}{(IsMixed ? $", {NameOf(Server)} serves" : "")}";

    private static string NameOf(Runtime runtime) => runtime is Runtime.DotNet ? ".NET" : "CPython";
}

using Multiprocessing;

namespace Observations;

/// <summary>What a row expects in each configuration.</summary>
internal sealed class Expected
{
    private readonly Func<Configuration, Expectation> of;
    private readonly bool includesMixed;

    private Expected(Func<Configuration, Expectation> of, bool includesMixed = false) =>
        (this.of, this.includesMixed) = (of, includesMixed);

    public static Expected NotPromised { get; } = Everywhere(Expectation.NotPromised);

    /// <summary>What is expected in <paramref name="configuration"/>.</summary>
    public Expectation this[Configuration configuration] =>
        configuration.IsMixed && !includesMixed ? Expectation.NotApplicable : of(configuration);

    /// <summary>The same whichever runtime serves. Other rows say nothing about mixed configurations.</summary>
    public Expected WhoeverServes() => new(of, includesMixed: true);

    /// <summary>An expectation of its own in each configuration.</summary>
    public static Expected Each(Func<Configuration, Expectation> of) => new(of);

    /// <summary>The same law in each configuration.</summary>
    public static Expected Everywhere(Expectation expectation) => new(_ => expectation);

    /// <summary>
    /// Whether main was forked decides: a child of a fork server is expected to show what a spawned one does. A row can
    /// leave one out.
    /// </summary>
    public static Expected Under(Expectation? spawn = null, Expectation? fork = null) =>
        new(configuration =>
            (configuration.StartMethod is StartMethod.Fork ? fork : spawn) ?? Expectation.NotApplicable
        );

    /// <summary>
    /// Only .NET has the form that the row is about. A row can be limited to some start methods of it.
    /// </summary>
    public static Expected OnlyOnDotNet(Expectation expectation, IReadOnlyList<StartMethod>? only = null) =>
        new(configuration =>
            configuration.Runtime is Runtime.CPython ? Expectation.NoSuchForm
            : only?.Contains(configuration.StartMethod) == false ? Expectation.NotApplicable
            : expectation
        );

    /// <summary>The runtimes differ on purpose. A row can be limited to some start methods.</summary>
    public static Expected On(Expectation dotNet, Expectation cpython, IReadOnlyList<StartMethod>? only = null) =>
        new(configuration =>
            only?.Contains(configuration.StartMethod) == false ? Expectation.NotApplicable
            : configuration.Runtime is Runtime.DotNet ? dotNet
            : cpython
        );
}

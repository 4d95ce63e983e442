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

    /// <summary>The start method decides. A row can leave one out.</summary>
    public static Expected Under(Expectation? spawn = null, Expectation? fork = null) =>
        new(configuration =>
            (configuration.StartMethod is StartMethod.Spawn ? spawn : fork) ?? Expectation.NotApplicable
        );

    /// <summary>Only .NET has the form that the row is about.</summary>
    public static Expected OnlyOnDotNet(Expectation expectation) =>
        On(dotNet: expectation, cpython: Expectation.NoSuchForm);

    /// <summary>The runtimes differ on purpose. A row can be limited to one start method.</summary>
    public static Expected On(Expectation dotNet, Expectation cpython, StartMethod? only = null) =>
        new(configuration =>
            only is not null && configuration.StartMethod != only ? Expectation.NotApplicable
            : configuration.Runtime is Runtime.DotNet ? dotNet
            : cpython
        );
}

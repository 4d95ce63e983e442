using Multiprocessing;

namespace Observations;

/// <summary>What a row expects in each configuration.</summary>
internal sealed class Expected
{
    private readonly Func<Configuration, Expectation> of;
    private readonly bool speaksOfMixed;

    private Expected(Func<Configuration, Expectation> of, bool speaksOfMixed = false) =>
        (this.of, this.speaksOfMixed) = (of, speaksOfMixed);

    public static Expected NotPromised { get; } = Everywhere(Expectation.NotPromised);

    /// <summary>What is expected in <paramref name="configuration"/>.</summary>
    public Expectation this[Configuration configuration] =>
        configuration.IsMixed && !speaksOfMixed ? Expectation.NotApplicable : of(configuration);

    /// <summary>The same whichever runtime serves. Else a row does not speak of mixed configurations.</summary>
    public Expected WhoeverServes() => new(of, speaksOfMixed: true);

    /// <summary>Something of its own in each configuration.</summary>
    public static Expected Each(Func<Configuration, Expectation> of) => new(of);

    /// <summary>The same law in each configuration.</summary>
    public static Expected Everywhere(Expectation expectation) => new(_ => expectation);

    /// <summary>The start method decides; a row may speak of one only.</summary>
    public static Expected Under(Expectation? spawn = null, Expectation? fork = null) =>
        new(configuration =>
            (configuration.StartMethod is StartMethod.Spawn ? spawn : fork) ?? Expectation.NotApplicable
        );

    /// <summary>The runtimes differ on purpose; a row may speak of one start method only.</summary>
    public static Expected On(Expectation dotNet, Expectation cpython, StartMethod? only = null) =>
        new(configuration =>
            only is not null && configuration.StartMethod != only ? Expectation.NotApplicable
            : configuration.Runtime is Runtime.DotNet ? dotNet
            : cpython
        );
}

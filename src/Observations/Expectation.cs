namespace Observations;

/// <summary>What a row expects in one configuration, in the words in which it reads a transcript.</summary>
internal sealed record Expectation
{
    /// <summary>It varies, and a program must not rely on it.</summary>
    public static readonly Expectation NotPromised = new("not promised");

    /// <summary>The row says nothing about this configuration.</summary>
    public static readonly Expectation NotApplicable = new("not applicable");

    /// <summary>The runtime has nothing that does this, so there is nothing to run.</summary>
    public static readonly Expectation NoSuchForm = new("no such form");

    private Expectation(string text) => Text = text;

    public string Text { get; }

    /// <summary>Whether the row's program is run in this configuration.</summary>
    public bool IsApplicable => this != NotApplicable && this != NoSuchForm;

    /// <summary>Whether something is promised, so that it can hold or fail.</summary>
    public bool IsPromise => this != NotPromised && IsApplicable;

    public static implicit operator Expectation(string text) => new(text);

    public override string ToString() => Text;
}

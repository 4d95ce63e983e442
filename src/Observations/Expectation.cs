namespace Observations;

/// <summary>What is to be seen in one configuration, in the words of the row's way of seeing.</summary>
internal sealed record Expectation
{
    /// <summary>Seen one way or another: nothing may be built on it.</summary>
    public static readonly Expectation NotPromised = new("not promised");

    /// <summary>The row does not speak of this configuration.</summary>
    public static readonly Expectation NotApplicable = new("not applicable");

    private Expectation(string text) => Text = text;

    public string Text { get; }

    /// <summary>Whether something is promised, so that it can hold or fail.</summary>
    public bool IsPromise => this != NotPromised && this != NotApplicable;

    public static implicit operator Expectation(string text) => new(text);

    public override string ToString() => Text;
}

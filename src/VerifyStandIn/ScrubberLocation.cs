namespace VerifyTests;

/// <summary>Whether a scrubber runs before or after those that were there already.</summary>
public enum ScrubberLocation
{
    First,
    Last,
}

namespace Multiprocessing.Pickling;

/// <summary>A value that can take the form of several types, and is sent by formatters of its own.</summary>
/// <remarks>Its class has a <see cref="FormattedByAttribute"/>.</remarks>
internal interface IConvertsTo
{
    /// <summary>The same value as a declared type has it; null where it has no such form.</summary>
    object? As(Type type);
}

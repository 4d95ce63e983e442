namespace Multiprocessing.Pickling;

/// <summary>A value that can be converted to several types, and has its own formatters.</summary>
/// <remarks>Its class has a <see cref="FormattedByAttribute"/>.</remarks>
internal interface IConvertsTo
{
    /// <summary>The value as a declared type; null if it cannot be converted.</summary>
    object? As(Type type);
}

using Multiprocessing.Pickling;

namespace Multiprocessing.Sharing;

/// <summary>
/// An object that stands for a segment: it is sent by the name of the segment. Its class has the
/// <see cref="SharedFormattersAttribute"/> and a constructor, of any visibility, with one parameter, the
/// <see cref="SharedMemory"/> of the segment, which it owns.
/// </summary>
internal interface ISharedObject : IConvertsTo
{
    /// <summary>The memory that it lies in.</summary>
    SharedMemory Memory { get; }

    /// <summary>
    /// The offset and the length of its part of a segment without a header; then its class has a second constructor,
    /// with the memory and these two numbers. Null for an object whose segment says itself what it contains.
    /// </summary>
    long[]? Place => null;

    object? IConvertsTo.As(Type type) => type.IsInstanceOfType(this) ? this : null;
}

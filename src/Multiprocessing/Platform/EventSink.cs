namespace Multiprocessing.Platform;

/// <summary>Where the lines of the <see cref="EventLog"/> go. A line that cannot be written is lost.</summary>
internal abstract class EventSink
{
    public static EventSink OfStandardError() =>
        OperatingSystem.IsWindows() ? new WindowsEventSink(null) : new UnixEventSink(2);

    /// <summary>A sink that appends to a file, and makes it where it does not exist.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">This process may not write the file.</exception>
    public static EventSink OfFile(string path) =>
        OperatingSystem.IsWindows() ? WindowsEventSink.OfFile(path) : UnixEventSink.OfFile(path);

    /// <summary>Writes a whole line at once.</summary>
    public abstract void Write(ReadOnlySpan<byte> line);
}

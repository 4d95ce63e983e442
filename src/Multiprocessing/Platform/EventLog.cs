using System.Text.Unicode;

namespace Multiprocessing.Platform;

/// <summary>
/// What the library does, one line per event, when the environment variable <c>MULTIPROCESSING_LOG</c> is set to a
/// file's path or to <c>stderr</c>. CPython: <c>multiprocessing.log_to_stderr()</c>.
/// </summary>
/// <remarks>
/// Children inherit the variable and write to the same place. Each line is one write, so lines of several processes
/// stay whole. There is no lock and no thread, so a process that logs can fork. A caller builds its text only where
/// <see cref="IsOn"/>: when the log is off, an event costs the read of one static.
/// </remarks>
internal static class EventLog
{
    /// <summary>The environment variable that turns the log on.</summary>
    public const string Variable = "MULTIPROCESSING_LOG";

    private static readonly EventSink? Sink = Open();

    private static string process = "main";

    /// <summary>Whether events are logged.</summary>
    public static bool IsOn => Sink is not null;

    /// <summary>In a child, first: the name that its lines have.</summary>
    public static void Begin(string name)
    {
        process = name;
        Write("started");
    }

    /// <summary>Writes one line; of a text that is too long, its beginning.</summary>
    public static void Write(string text)
    {
        if (Sink is not { } sink)
            return;

        Span<byte> line = stackalloc byte[StandardOutput.LongestWholeWrite];
        var whole = $"[{Environment.ProcessId} {process}] {text}".ReplaceLineEndings(" ");
        Utf8.FromUtf16(whole, line[..^1], out _, out var length);
        line[length] = (byte)'\n';
        sink.Write(line[..(length + 1)]);
    }

    /// <summary>Writes a text of several lines, each as a line of its own.</summary>
    public static void WriteLines(string text)
    {
        foreach (var line in text.Split('\n'))
            Write(line);
    }

    // What cannot be opened is reported once: children do not inherit the variable then.
    private static EventSink? Open()
    {
        if (Environment.GetEnvironmentVariable(Variable) is not { Length: > 0 } target)
            return null;

        try
        {
            if (target == "stderr")
                return EventSink.OfStandardError();

            var path = Path.GetFullPath(target);
            var sink = EventSink.OfFile(path);
            Environment.SetEnvironmentVariable(Variable, path); // a child may have another current directory
            return sink;
        }
        catch (Exception failure)
        {
            Environment.SetEnvironmentVariable(Variable, null);
            var text = $"{Variable}={target} cannot be written, so nothing is logged: {failure.Message}";
            EventSink.OfStandardError().Write(System.Text.Encoding.UTF8.GetBytes(text.ReplaceLineEndings(" ") + "\n"));
            return null;
        }
    }
}

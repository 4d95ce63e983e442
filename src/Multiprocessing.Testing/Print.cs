using System.Text;

namespace Multiprocessing.Testing;

/// <summary>
/// Writes the observations of a program: each line reaches the transcript whole, whichever processes write at once.
/// </summary>
/// <remarks>
/// A line is <c>worker-1 | in g(110): id(data) = #5</c>: the process name, the task, if it has one, and the text. In
/// Python, <c>print_line</c> and <c>print_task</c> of <c>multiprocessing_testing</c> do the same.
/// </remarks>
public static class Print
{
    /// <summary>
    /// The bytes that one write(2) puts into a pipe in one piece, <c>PIPE_BUF</c> of pipe(7): 512 on macOS, 4096
    /// elsewhere.
    /// </summary>
    public static int LongestLine => Platform.StandardOutput.LongestWholeWrite;

    /// <summary>Writes one line, by one write(2), to the standard output that all processes of a run share.</summary>
    /// <exception cref="ArgumentException">
    /// The text has a line break, or the line is longer than <see cref="LongestLine"/> bytes in UTF-8.
    /// </exception>
    public static void Line(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        StandardOutput.Write(Encode(CurrentProcess.Name, text));
    }

    /// <summary>
    /// Writes one line that belongs to a task, <c>in g(110): id(data) = #5</c>: <see cref="Transcript.Canonical"/>
    /// orders such lines by their tasks.
    /// </summary>
    /// <param name="task">
    /// The name of the task: its function and its argument, <c>g(110)</c>. No other task at the same time has it.
    /// </param>
    /// <param name="text">What the task observed.</param>
    /// <exception cref="ArgumentException">
    /// The name is empty or has <c>": "</c> in it, the text has a line break, or the line is longer than
    /// <see cref="LongestLine"/> bytes in UTF-8.
    /// </exception>
    public static void Task(string task, string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        Line(TranscriptLine.InTask(task, text));
    }

    internal static byte[] Encode(string process, string text)
    {
        if (text.AsSpan().IndexOfAny('\n', '\r') >= 0)
        {
            throw new ArgumentException(
                $"An observation is one line, but this text has several: '{text}'. Print each line by itself.",
                nameof(text)
            );
        }

        var line = Encoding.UTF8.GetBytes($"{process}{TranscriptLine.Separator}{text}\n");
        if (line.Length > LongestLine)
        {
            throw new ArgumentException(
                $"An observation has at most {LongestLine} bytes, or lines of other processes could split it; "
                    + $"this one has {line.Length}. Print less.",
                nameof(text)
            );
        }

        return line;
    }
}

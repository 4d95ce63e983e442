namespace Multiprocessing.Platform;

/// <summary>
/// Opens the file anew for each line and locks out other writers meanwhile: .NET's append mode writes at an offset of
/// its own, and processes would overwrite each other's lines.
/// </summary>
/// <param name="path">The file; null for standard error.</param>
internal sealed class WindowsEventSink(string? path) : EventSink
{
    private const int Tries = 100;

    public static new WindowsEventSink OfFile(string path)
    {
        File.Open(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite).Dispose();
        return new(path);
    }

    public override void Write(ReadOnlySpan<byte> line)
    {
        if (path is null)
        {
            using var error = Console.OpenStandardError();
            error.Write(line);
            return;
        }

        for (var i = 0; i < Tries; i++)
        {
            try
            {
                using var file = new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.Read, bufferSize: 0);
                file.Write(line);
                return;
            }
            catch (IOException)
            {
                Thread.Sleep(1); // another process writes its line
            }
            catch (UnauthorizedAccessException)
            {
                return;
            }
        }
    }
}

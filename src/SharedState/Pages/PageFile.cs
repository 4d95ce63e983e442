using System.Text;

namespace SharedState.Pages;

/// <summary>
/// The file for a page: it has the old content or the whole new one, never a part. That it can be written is known
/// before there is anything to write.
/// </summary>
internal sealed class PageFile : IDisposable
{
    private readonly string asked,
        path;
    private readonly FileStream draft;

    private PageFile(string asked, string path, FileStream draft) =>
        (this.asked, this.path, this.draft) = (asked, path, draft);

    /// <exception cref="BadArgumentsException">There is no file that could be written.</exception>
    public static PageFile At(string asked)
    {
        if (string.IsNullOrWhiteSpace(asked))
            throw new BadArgumentsException("--html needs a file: name one, such as observations.html.");
        if (Path.EndsInDirectorySeparator(asked) || Directory.Exists(asked))
        {
            throw new BadArgumentsException(
                $"--html '{asked}' is a directory: name a file in it, such as {asked.TrimEnd('/', '\\')}/observations.html."
            );
        }

        try
        {
            var path = new FileInfo(asked) is { LinkTarget: not null } link
                ? link.ResolveLinkTarget(returnFinalTarget: true)!.FullName
                : Path.GetFullPath(asked);
            var directory = Path.GetDirectoryName(path)!;
            if (!Directory.Exists(directory))
            {
                throw new BadArgumentsException(
                    $"--html '{asked}' cannot be written: there is no directory {Path.GetDirectoryName(asked)}. Make it, or name another file."
                );
            }

            if (
                path.StartsWith("/dev/", StringComparison.Ordinal)
                && !path.StartsWith("/dev/shm/", StringComparison.Ordinal)
            )
            {
                throw new BadArgumentsException(
                    $"--html '{asked}' is a device: name a file, such as observations.html."
                );
            }

            return new(
                asked,
                path,
                new(Path.Combine(directory, $".{Path.GetRandomFileName()}.tmp"), FileMode.CreateNew)
            );
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new BadArgumentsException(
                $"--html '{asked}' cannot be written: its directory admits no new file. Name another file."
            );
        }
    }

    /// <exception cref="BadArgumentsException">It could not be written after all.</exception>
    public void Write(string text)
    {
        try
        {
            draft.Write(Encoding.UTF8.GetBytes(text));
            draft.Flush(flushToDisk: true);
            draft.Close();
            File.Move(draft.Name, path, overwrite: true);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new BadArgumentsException(
                $"--html '{asked}' could not be written: {failure.Message.Replace(draft.Name, path, StringComparison.Ordinal).TrimEnd('.')}. Name another file."
            );
        }
    }

    public void Dispose()
    {
        draft.Dispose();
        File.Delete(draft.Name);
    }
}

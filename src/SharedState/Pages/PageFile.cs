using System.Text;

namespace SharedState.Pages;

/// <summary>
/// The file for a page: it has the old content or all of the new content, never a part. Whether it can be written is
/// known before anything is run.
/// </summary>
internal sealed class PageFile : IDisposable
{
    private readonly string asked,
        path;
    private readonly FileStream draft;

    private PageFile(string asked, string path, FileStream draft) =>
        (this.asked, this.path, this.draft) = (asked, path, draft);

    /// <exception cref="BadArgumentsException">The file cannot be written.</exception>
    public static PageFile At(string asked)
    {
        if (string.IsNullOrWhiteSpace(asked))
        {
            throw new BadArgumentsException(
                "--html '' is not a file name. Use the path of a file, such as observations.html."
            );
        }

        if (Path.EndsInDirectorySeparator(asked) || Directory.Exists(asked))
        {
            throw new BadArgumentsException(
                $"--html '{asked}' is a directory. Use the path of a file in it, such as "
                    + $"{asked.TrimEnd('/', '\\')}/observations.html."
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
                    $"--html '{asked}' is in a directory that does not exist. "
                        + $"Create {Path.GetDirectoryName(asked)} first."
                );
            }

            if (
                path.StartsWith("/dev/", StringComparison.Ordinal)
                && !path.StartsWith("/dev/shm/", StringComparison.Ordinal)
            )
            {
                throw new BadArgumentsException(
                    $"--html '{asked}' is a device. Use the path of a file, such as observations.html."
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
                $"--html '{asked}' cannot be written: no file can be created in its directory. Use another file."
            );
        }
    }

    /// <exception cref="BadArgumentsException">The file could not be written.</exception>
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
            var why = failure.Message.Replace(draft.Name, path, StringComparison.Ordinal).TrimEnd('.');
            throw new BadArgumentsException($"--html '{asked}' could not be written: {why}. Use another file.");
        }
    }

    public void Dispose()
    {
        draft.Dispose();
        File.Delete(draft.Name);
    }
}

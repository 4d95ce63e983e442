namespace Book;

/// <summary>
/// <c>dotnet run --project src/Book</c>: writes the book from the checkout in which it is run. It starts no program.
/// </summary>
internal static class BookWriter
{
    /// <summary>The command that writes the book.</summary>
    public const string Command = "dotnet run --project src/Book";

    /// <param name="current">A directory of the checkout.</param>
    /// <param name="arguments">
    /// The directory to write to; none for <see cref="BookFiles.Place"/> of the checkout.
    /// </param>
    /// <param name="output">Receives one line that says where the book is.</param>
    /// <param name="error">Receives one line that says why it could not be written.</param>
    /// <returns>The exit code: 0, or 2 where the book could not be written.</returns>
    public static int Run(string current, IReadOnlyList<string> arguments, TextWriter output, TextWriter error)
    {
        try
        {
            output.WriteLine(Write(current, arguments));
            return 0;
        }
        catch (BookException mistake)
        {
            error.WriteLine($"book: {mistake.Message}");
            return 2;
        }
    }

    private static string Write(string current, IReadOnlyList<string> arguments)
    {
        if (arguments.Count > 1 || arguments.Any(argument => argument.Trim().Length == 0 || argument[0] == '-'))
            throw new BookException($"Usage: {Command} [-- DIRECTORY]");
        var checkout = Checkout.Around(current);
        var directory =
            arguments.Count == 0 ? checkout.PathOf(BookFiles.Place) : Path.GetFullPath(arguments[0], current);
        var files = BookFiles.Of(checkout, directory);
        try
        {
            foreach (var file in files)
            {
                var at = Path.Combine(directory, file.Path);
                Directory.CreateDirectory(Path.GetDirectoryName(at)!);
                File.WriteAllText(at, file.Text);
            }

            if (arguments.Count == 0)
                DeleteFormerPages(checkout, files);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new BookException(
                $"The book cannot be written to {directory}: {failure.Message} Choose another directory."
            );
        }

        return $"{files.Count} files of the book are in {directory}.";
    }

    /// <summary>Deletes what is in the checkout's folder of the book and was a page once.</summary>
    private static void DeleteFormerPages(Checkout checkout, IEnumerable<BookFile> files)
    {
        foreach (
            var former in checkout
                .Files($"{BookFiles.Place}/{BookFiles.Folder}", "")
                .Except(files.Select(file => $"{BookFiles.Place}/{file.Path}"))
        )
        {
            File.Delete(checkout.PathOf(former));
        }
    }
}

namespace Book;

/// <summary>A checkout of the repository. The book is made of its files and nothing else.</summary>
internal sealed class Checkout(string root)
{
    public string Root { get; } = root;

    /// <summary>The checkout that contains a directory.</summary>
    /// <exception cref="BookException">No checkout contains it.</exception>
    public static Checkout Around(string directory)
    {
        for (var at = new DirectoryInfo(directory); at is not null; at = at.Parent)
        {
            if (File.Exists(Path.Combine(at.FullName, "SharedStateSpecs.sln")))
                return new(at.FullName);
        }

        throw new BookException(
            $"The book is made of the files of a checkout of SharedStateSpecs, and '{directory}' is in none: "
                + "run this inside a clone."
        );
    }

    public string PathOf(string file) => Path.Combine(Root, file);

    public bool Has(string file) => File.Exists(PathOf(file));

    /// <summary>The text of a file, with Unix newlines.</summary>
    /// <exception cref="BookException">It is not there.</exception>
    public string Read(string file) =>
        Has(file)
            ? File.ReadAllText(PathOf(file)).ReplaceLineEndings("\n")
            : throw new BookException($"The book needs {file}, which is not in {Root}: add or restore it.");

    /// <summary>The files below a folder whose names have an ending, in the same order on every machine.</summary>
    public IEnumerable<string> Files(string folder, string ending) =>
        Directory
            .EnumerateFiles(PathOf(folder), $"*{ending}", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(Root, file).Replace('\\', '/'))
            .Order(StringComparer.Ordinal);
}

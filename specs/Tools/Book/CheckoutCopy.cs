using Book;
using SharedStateSpecs.Repository.Conventions;

namespace SharedStateSpecs.Tools.Book;

/// <summary>A copy of the files that the book is made of, which a spec can change.</summary>
internal sealed class CheckoutCopy : IDisposable
{
    private static readonly (string Folder, string Ending)[] Sources =
    [
        ("src/Observations", ".cs"),
        ("src/Observations", ".py"),
        ("src/Observations", ".md"),
        ("src/Book", ".md"),
        ("src/Book", ".txt"),
        ("specs", "Specs.cs"),
        ("snapshots", ".verified.txt"),
    ];

    private readonly DirectoryInfo directory = Directory.CreateTempSubdirectory("checkout-");

    public CheckoutCopy()
    {
        Write("SharedStateSpecs.sln", "");
        foreach (var (folder, ending) in Sources)
        {
            foreach (var file in SourceTree.Checkout.Files(folder, ending))
                Write(file, SourceTree.Checkout.Read(file));
        }
    }

    public Checkout Checkout => new(directory.FullName);

    public void Write(string file, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Checkout.PathOf(file))!);
        File.WriteAllText(Checkout.PathOf(file), text);
    }

    public void Change(string file, string from, string to)
    {
        var text = Checkout.Read(file);
        text.Should().Contain(from);
        Write(file, text.Replace(from, to, StringComparison.Ordinal));
    }

    public void Dispose() => directory.Delete(recursive: true);
}

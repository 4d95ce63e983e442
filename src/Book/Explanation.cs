using System.Text.RegularExpressions;

namespace Book;

/// <summary>
/// Why a program shows what it shows: a file beside it, with a title, a text, and a section for each observation that
/// needs one.
/// </summary>
/// <param name="File">The file in the checkout.</param>
/// <param name="Title">What the program is about.</param>
/// <param name="Text">Why it shows what it shows.</param>
/// <param name="Sections">What is said about one observation, by its number.</param>
internal sealed partial record Explanation(
    string File,
    string Title,
    string Text,
    IReadOnlyDictionary<string, string> Sections
)
{
    /// <exception cref="BookException">The file is missing or has no title.</exception>
    public static Explanation Read(Checkout checkout, string file)
    {
        var parts = Heading().Split(checkout.Read(file));
        if (parts is not ["", "#", var title, var text, .. var rest])
            throw new BookException($"{file} has no title: start it with '# …'.");
        return new(
            file,
            title,
            text.Trim(),
            rest.Chunk(3).ToDictionary(section => section[1], section => section[2].Trim())
        );
    }

    [GeneratedRegex("^(##?) (.+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();
}

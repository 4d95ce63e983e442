namespace Multiprocessing.Pickling.Formatters;

/// <summary>A URI as its original string and its kind, so that neither process decides what a path is.</summary>
internal static class UriText
{
    private const int Relative = 0;
    private const int Absolute = 1;
    private const int AsWritten = 2;

    public static void Write(PickleWriter to, Uri value)
    {
        to.Text(value.OriginalString);
        to.Int(
            !value.IsAbsoluteUri ? Relative
            : new Uri(value.OriginalString, UriKind.Absolute).AbsoluteUri == value.AbsoluteUri ? Absolute
            : AsWritten
        );
        to.Op(Opcode.Tuple2);
    }

    /// <summary>The URI; a str, as Python sends it, can be absolute or relative.</summary>
    public static Uri Read(StackValue from)
    {
        if (from.Reference is string text)
            return new Uri(text, UriKind.RelativeOrAbsolute);

        var items = from.ToItems();
        var original = items[0].ToText();
        return items[1].ToInt32() switch
        {
            Relative => new Uri(original, UriKind.Relative),
            Absolute => new Uri(original, UriKind.Absolute),
            _ => new Uri(original, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }),
        };
    }
}

namespace SharedStateSpecs.Library.Pickling;

/// <summary>The files that are embedded in the specs.</summary>
internal static class Fixture
{
    /// <summary>The names of the pickles that CPython wrote: its version and the protocol.</summary>
    public static IEnumerable<string> Pickles =>
        typeof(Fixture)
            .Assembly.GetManifestResourceNames()
            .Where(name => name.EndsWith(".pickle", StringComparison.Ordinal));

    public static string Text(string name)
    {
        using var reader = new StreamReader(Open(name));
        return reader.ReadToEnd();
    }

    public static byte[] Bytes(string name)
    {
        using var content = new MemoryStream();
        using var resource = Open(name);
        resource.CopyTo(content);
        return content.ToArray();
    }

    private static Stream Open(string name) =>
        typeof(Fixture).Assembly.GetManifestResourceStream(name) ?? throw new FileNotFoundException(name);
}

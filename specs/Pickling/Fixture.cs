namespace SharedStateSpecs.Pickling;

/// <summary>The files of this folder that are built into the specs.</summary>
internal static class Fixture
{
    /// <summary>The names of the pickles that CPythons made: their versions and protocols.</summary>
    public static IEnumerable<string> Pickles => typeof(Fixture).Assembly.GetManifestResourceNames().Where(name => name.EndsWith(".pickle", StringComparison.Ordinal));

    public static string Text(string name) => new StreamReader(Open(name)).ReadToEnd();

    public static byte[] Bytes(string name)
    {
        using var content = new MemoryStream();
        using var resource = Open(name);
        resource.CopyTo(content);
        return content.ToArray();
    }

    private static Stream Open(string name) => typeof(Fixture).Assembly.GetManifestResourceStream(name) ?? throw new FileNotFoundException(name);
}

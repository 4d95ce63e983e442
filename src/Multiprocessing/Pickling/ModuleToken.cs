using System.Reflection;
using System.Text;

namespace Multiprocessing.Pickling;

/// <summary>
/// Names a type or member by its assembly's simple name, its module version id and a metadata token:
/// <c>Orders:5f0c…:02000007</c>.
/// </summary>
internal static class ModuleToken
{
    // The characters that separate the parts of a name in TypeName or FunctionReference.
    private const string Structure = "<>,[]#:%\n";

    public static void Write(StringBuilder text, Module module, int token)
    {
        foreach (var character in module.Assembly.GetName().Name!)
        {
            if (Structure.Contains(character))
            {
                text.Append('%');
                Hexadecimal.Append(text, [(byte)character]);
            }
            else
            {
                text.Append(character);
            }
        }

        text.Append(':');
        Hexadecimal.Append(text, module.ModuleVersionId.ToByteArray(bigEndian: true));
        text.Append(':');
        Hexadecimal.Append(text, token);
    }

    /// <summary>The module that <see cref="Write"/> named, loaded if needed.</summary>
    public static Module Read(string text, out int token)
    {
        var versionStart = text.IndexOf(':') + 1;
        var tokenStart = text.LastIndexOf(':') + 1;
        if (
            tokenStart - versionStart != 33
            || !Guid.TryParseExact(text.AsSpan(versionStart, 32), "N", out var version)
            || !Hexadecimal.TryParse(text.AsSpan(tokenStart), out token)
        )
        {
            throw new UnpicklingException($"'{text}' is not the name of a type or function.");
        }

        return Loaded(version) ?? Load(Unescape(text[..(versionStart - 1)]), version);
    }

    private static Module? Loaded(Guid version)
    {
        foreach (var assembly in AppDomain.CurrentDomain.GetAssemblies())
        {
            if (assembly.ManifestModule.ModuleVersionId == version)
                return assembly.ManifestModule;
        }

        return null;
    }

    private static Module Load(string assembly, Guid version)
    {
        Module module;
        try
        {
            module = Assembly.Load(new AssemblyName { Name = assembly }).ManifestModule;
        }
        catch (Exception e) when (e is IOException or BadImageFormatException or ArgumentException)
        {
            throw new UnpicklingException($"the assembly {assembly} cannot be loaded here.", e);
        }

        return module.ModuleVersionId == version
            ? module
            : throw new UnpicklingException(
                $"the assembly {assembly} is not the same build here as where the pickle was written."
            );
    }

    private static string Unescape(string name)
    {
        if (!name.Contains('%'))
            return name;
        var text = new StringBuilder();
        for (var i = 0; i < name.Length; i++)
        {
            if (
                name[i] == '%'
                && Hexadecimal.TryParse(name.AsSpan(i + 1, Math.Min(2, name.Length - i - 1)), out var code)
            )
            {
                text.Append((char)code);
                i += 2;
            }
            else
            {
                text.Append(name[i]);
            }
        }

        return text.ToString();
    }
}

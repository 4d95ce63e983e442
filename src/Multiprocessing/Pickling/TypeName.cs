using System.Runtime.CompilerServices;
using System.Text;

namespace Multiprocessing.Pickling;

/// <summary>
/// Names a type for another process of the same program: assembly, module version id and metadata token. A lookup with
/// <c>Type.GetType(string)</c> would cost 20 ms: the cold-start rule (Processes/Spawning/README.md). Built-in types and
/// collections have short names.
/// </summary>
/// <remarks>
/// <code>
/// type  = plain [ '&lt;' type { ',' type } '&gt;' ] { '[' { ',' } ']' }
/// plain = 'int' | 'List`1' | … | assembly ':' module version id ':' token
/// </code>
/// </remarks>
internal static class TypeName
{
    /// <summary>The module of every .NET-only global in a pickle.</summary>
    public const string Module = "dotnet";

    private static readonly object CacheLock = new();
    private static Dictionary<string, Type> resolved = [];

    /// <summary>The name of a closed type.</summary>
    /// <exception cref="PicklingException">A pointer, or an array with a lower bound other than 0.</exception>
    public static string Of(Type type)
    {
        var name = new StringBuilder();
        Write(name, type);
        return name.ToString();
    }

    /// <summary>The type that <see cref="Of"/> named. Loads its assembly if needed.</summary>
    /// <exception cref="UnpicklingException">There is no such type here, or the assembly here is another
    /// build.</exception>
    public static Type Resolve(string name)
    {
        if (resolved.TryGetValue(name, out var known))
            return known;

        var position = 0;
        var type = Read(name, ref position);
        if (position != name.Length)
            throw Malformed(name);

        lock (CacheLock)
            resolved = new Dictionary<string, Type>(resolved) { [name] = type };
        return type;
    }

    /// <summary>Appends the name of a closed type to a text.</summary>
    public static void Write(StringBuilder text, Type type)
    {
        if (type.IsSZArray || type.IsArray && type.GetArrayRank() > 1)
        {
            Write(text, type.GetElementType()!);
            text.Append('[').Append(',', type.GetArrayRank() - 1).Append(']');
            return;
        }

        if (type.HasElementType || type.IsFunctionPointer || type.IsGenericParameter)
        {
            throw new PicklingException(
                $"{DisplayOne(type)} cannot be sent to another process: it has no meaning there."
            );
        }

        var definition = type.IsGenericType ? type.GetGenericTypeDefinition() : type;
        if (BuiltInTypes.NameOf(definition) is { } builtIn)
            text.Append(builtIn);
        else
            ModuleToken.Write(text, definition.Module, definition.MetadataToken);

        if (type.IsConstructedGenericType)
            WriteArguments(text, type.GetGenericArguments());
    }

    /// <summary>Reads a type's name inside a text, from a position on.</summary>
    public static Type Read(string text, ref int position)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        var start = position;
        while (position < text.Length && text[position] is not ('<' or '>' or ',' or '[' or ']' or '#'))
            position++;
        var plain = text[start..position];
        var type = plain.Contains(':') ? ResolveDefinition(plain) : BuiltInTypes.Find(plain) ?? throw Malformed(text);

        if (ReadArguments(text, ref position) is { } arguments)
        {
            if (!type.IsGenericTypeDefinition || type.GetGenericArguments().Length != arguments.Length)
                throw Malformed(text);
            type = type.MakeGenericType(arguments);
        }

        while (position < text.Length && text[position] == '[')
        {
            var rank = 1;
            while (++position < text.Length && text[position] == ',')
                rank++;
            if (position == text.Length || text[position++] != ']' || rank > 32)
                throw Malformed(text);
            type = rank == 1 ? type.MakeArrayType() : type.MakeArrayType(rank);
        }

        return type;
    }

    /// <summary>Appends generic arguments, in angle brackets.</summary>
    public static void WriteArguments(StringBuilder text, Type[] arguments)
    {
        var separator = '<';
        foreach (var argument in arguments)
        {
            text.Append(separator);
            Write(text, argument);
            separator = ',';
        }

        text.Append('>');
    }

    /// <summary>Reads generic arguments; null if there are none.</summary>
    public static Type[]? ReadArguments(string text, ref int position)
    {
        if (position == text.Length || text[position] != '<')
            return null;
        var arguments = new List<Type>();
        do
        {
            position++;
            arguments.Add(Read(text, ref position));
        } while (position < text.Length && text[position] == ',');

        if (position == text.Length || text[position++] != '>')
            throw Malformed(text);
        return [.. arguments];
    }

    /// <summary>A type as shown in an error message: <c>List&lt;Order&gt;</c>.</summary>
    public static string Display(Type type)
    {
        if (type.IsArray)
            return $"{Display(type.GetElementType()!)}[{new string(',', type.GetArrayRank() - 1)}]";
        type = BuiltInTypes.IsFramework(type.Assembly) ? BuiltInTypes.Published(type) : type;
        if (BuiltInTypes.NameOf(type) is { } builtIn && !type.IsGenericType)
            return builtIn;
        var tick = type.Name.IndexOf('`', StringComparison.Ordinal);
        if (tick < 0)
            return type.Name;
        var arguments = new List<string>();
        foreach (var argument in type.GetGenericArguments())
            arguments.Add(Display(argument));
        return $"{type.Name[..tick]}<{string.Join(", ", arguments)}>";
    }

    /// <summary>A value of a type as shown in an error message: <c>an Order</c>.</summary>
    public static string DisplayOne(Type type) =>
        $"{("AEIOUaeiou".Contains(type.Name[0]) ? "an" : "a")} {Display(type)}";

    private static Type ResolveDefinition(string plain)
    {
        var module = ModuleToken.Read(plain, out var token);
        try
        {
            return module.ResolveType(token);
        }
        catch (ArgumentException e)
        {
            throw new UnpicklingException($"'{plain}' does not name a type.", e);
        }
    }

    private static UnpicklingException Malformed(string name) => new($"'{name}' does not name a type.");
}

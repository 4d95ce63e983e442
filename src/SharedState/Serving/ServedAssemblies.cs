using System.Reflection;
using System.Runtime.Loader;
using Multiprocessing;

namespace SharedState.Serving;

/// <summary>
/// Assemblies that were built separately from this program. Each finds its dependencies beside it, in its own versions;
/// assemblies of one directory share them.
/// </summary>
internal sealed class ServedAssemblies
{
    private readonly Dictionary<string, Context> contexts = [];

    /// <summary>A class by its full name; a nested one as <c>Outer+Inner</c>.</summary>
    /// <exception cref="BadArgumentsException">The assembly, the class or a dependency does not exist.</exception>
    public Type Find(string file, string name, string text)
    {
        var path = Path.GetFullPath(file);
        if (!File.Exists(path))
        {
            throw ServedClass.Refuse(
                text,
                $"names an assembly that does not exist: {path}. Build it, or correct the path."
            );
        }

        try
        {
            var assembly = ContextOf(path).LoadFromAssemblyPath(path);
            var type =
                assembly.GetType(name)
                ?? throw ServedClass.Refuse(text, $"names a class that does not exist. {Near(assembly, name)}");
            return type.ContainsGenericParameters
                ? throw ServedClass.Refuse(text, "is generic. Use a class that is not, such as one derived from it.")
                : type;
        }
        catch (BadImageFormatException)
        {
            throw ServedClass.Refuse(
                text,
                $"names a file that is not a .NET assembly, or needs a .NET newer than {Environment.Version}: {path}"
            );
        }
        catch (Exception failure) when (failure is IOException or TypeLoadException or InvalidOperationException)
        {
            throw ServedClass.RefuseToLoad(text, failure);
        }
    }

    private Context ContextOf(string path)
    {
        var directory = Path.GetDirectoryName(path)!;
        if (!contexts.TryGetValue(directory, out var context))
            contexts[directory] = context = new(directory);
        context.Add(path);
        return context;
    }

    private static string Near(Assembly assembly, string name)
    {
        var last = name.Split('.', '+')[^1];
        var all = assembly
            .GetExportedTypes()
            .Where(type =>
                type is { IsAbstract: false, ContainsGenericParameters: false } && type.GetConstructors().Length > 0
            );
        var near = all.Where(type => type.Name.Equals(last, StringComparison.OrdinalIgnoreCase))
            .DefaultIfEmpty()
            .First();
        return near is not null
            ? $"Did you mean {near.FullName}?"
            : "Write it with its namespace, and a nested class as Outer+Inner.";
    }

    private sealed class Context(string directory) : AssemblyLoadContext(directory)
    {
        private static readonly string? Own = typeof(ManagerServer).Assembly.GetName().Name;

        private readonly Dictionary<string, AssemblyDependencyResolver> resolvers = [];

        public void Add(string assembly) => resolvers.TryAdd(assembly, new(assembly));

        // Both use one copy of the library: they have its interfaces and exceptions in common.
        protected override Assembly? Load(AssemblyName assemblyName) =>
            assemblyName.Name == Own ? null
            : Found(each => each.ResolveAssemblyToPath(assemblyName)) is { } path ? LoadFromAssemblyPath(path)
            : null;

        protected override nint LoadUnmanagedDll(string unmanagedDllName) =>
            Found(each => each.ResolveUnmanagedDllToPath(unmanagedDllName)) is { } path
                ? LoadUnmanagedDllFromPath(path)
                : 0;

        private string? Found(Func<AssemblyDependencyResolver, string?> resolve) =>
            resolvers.Values.Select(resolve).FirstOrDefault(path => path is not null);
    }
}

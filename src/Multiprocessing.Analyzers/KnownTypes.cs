using Microsoft.CodeAnalysis;

namespace Multiprocessing.Analyzers;

/// <summary>The library's types, as a compilation sees them.</summary>
internal sealed class KnownTypes
{
    private KnownTypes(Compilation compilation, INamedTypeSymbol pool)
    {
        INamedTypeSymbol? Find(string name) => compilation.GetTypeByMetadataName("Multiprocessing." + name);

        Pool = pool;
        Child = Find("ChildProcess");
        Initializer = Find("PoolInitializer");
        StartMethods = Find("StartMethods");
        Manager = Find("Manager");
        Server = Find("ManagerServer");
        Proxy = Find("Proxy");
        Acquirer = Find("AcquirerProxy");
        CurrentProcess = Find("CurrentProcess");
    }

    public INamedTypeSymbol Pool { get; }

    public INamedTypeSymbol? Child { get; }

    public INamedTypeSymbol? Initializer { get; }

    public INamedTypeSymbol? StartMethods { get; }

    public INamedTypeSymbol? Manager { get; }

    public INamedTypeSymbol? Server { get; }

    public INamedTypeSymbol? Proxy { get; }

    public INamedTypeSymbol? Acquirer { get; }

    public INamedTypeSymbol? CurrentProcess { get; }

    /// <summary>Null where the compilation does not refer to the library.</summary>
    public static KnownTypes? In(Compilation compilation) =>
        compilation.GetTypeByMetadataName("Multiprocessing.ProcessPool") is { } pool ? new(compilation, pool) : null;

    /// <summary>Whether a type is a proxy's.</summary>
    public bool IsProxy(ITypeSymbol? type) => DerivesFrom(type, Proxy);

    /// <summary>Whether a type is that of a lock, semaphore or condition of a manager.</summary>
    public bool IsAcquirer(ITypeSymbol? type) => DerivesFrom(type, Acquirer);

    /// <summary>Whether a type is the library's, and ends something when it is disposed.</summary>
    public bool IsOwner(ITypeSymbol? type) =>
        Same(type, Pool) || DerivesFrom(type, Child) || Same(type, Manager) || Same(type, Server);

    /// <summary>Whether a method of a manager or server makes an object of a type that it is given.</summary>
    public bool IsManagedType(IMethodSymbol method) =>
        method.IsGenericMethod
        && (Same(method.ContainingType, Manager) || Same(method.ContainingType, Server))
        && method.Name
            is "List"
                or "Dictionary"
                or "Queue"
                or "JoinableQueue"
                or "Set"
                or "Value"
                or "NamedValue"
                or "Array";

    public static bool Same(ISymbol? one, ISymbol? other) =>
        one is not null && SymbolEqualityComparer.Default.Equals(one, other);

    private static bool DerivesFrom(ITypeSymbol? type, INamedTypeSymbol? ancestor)
    {
        for (var at = type; at is not null && ancestor is not null; at = at.BaseType)
        {
            if (Same(at.OriginalDefinition, ancestor))
                return true;
        }

        return false;
    }
}

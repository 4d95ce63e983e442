using System.Reflection;
using System.Runtime.CompilerServices;
using Multiprocessing.Pickling;
using Multiprocessing.Processes.Spawning;

namespace Multiprocessing.Workers;

/// <summary>
/// The type that declares a program's functions: what CPython's main module is to its children. Running it is running
/// its static initialisers.
/// </summary>
internal static class Module
{
    /// <summary>
    /// The module of a function: the outermost type that declares it, not the compiler's closure class.
    /// </summary>
    public static Type Of(Delegate function) => FunctionReference.ModuleOf(function.Method);

    /// <summary>
    /// The module of this program as it was started by its <c>Main</c>; null where that is a host's, such as a test
    /// host's.
    /// </summary>
    public static Type? OfProgram()
    {
        if (Assembly.GetEntryAssembly() is not { EntryPoint.DeclaringType: { } type } entry)
            return null;

        var dependencies = HostProgram.DependenciesFile;
        var isProgram =
            string.IsNullOrEmpty(dependencies)
            || string.Equals(
                Path.GetFileName(dependencies),
                entry.GetName().Name + ".deps.json",
                StringComparison.Ordinal
            );
        return isProgram ? type : null;
    }

    /// <summary>
    /// Runs a module, before anything else of it: C# alone would run its initialisers late, or never.
    /// </summary>
    /// <remarks>Exceptions of an initialiser come as they are, without the runtime's wrapping.</remarks>
    public static void Enter(Type? module)
    {
        if (module is null || module.ContainsGenericParameters)
            return;

        try
        {
            RuntimeHelpers.RunClassConstructor(module.TypeHandle);
        }
        catch (TypeInitializationException exception) when (exception.InnerException is { } cause)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(cause);
        }
    }
}

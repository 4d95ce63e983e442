using System.Runtime.CompilerServices;
using Multiprocessing.Pickling;

namespace Multiprocessing.Workers;

/// <summary>
/// The type that declares a program's functions: what CPython's main module is to its children. Running it is running
/// its static initialisers.
/// </summary>
internal static class ProgramModule
{
    /// <summary>
    /// The module of a function: the outermost type that declares it, not the compiler's closure class.
    /// </summary>
    public static Type Of(Delegate function) => FunctionReference.ModuleOf(function.Method);

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

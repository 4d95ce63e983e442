using System.Runtime.CompilerServices;
using Multiprocessing.Pickling;

namespace Multiprocessing.Workers;

/// <summary>
/// The type that declares a program's functions: the counterpart of CPython's main module. Running it means running its
/// static initialisers.
/// </summary>
internal static class ProgramModule
{
    /// <summary>
    /// The module of a function: the outermost type that declares it, not the compiler's closure class.
    /// </summary>
    public static Type Of(Delegate function) => FunctionReference.ModuleOf(function.Method);

    /// <summary>
    /// Runs a module before any other code of it: otherwise its initialisers might run late, or never.
    /// </summary>
    /// <remarks>An initialiser's exception is thrown as it is, without the runtime's wrapper.</remarks>
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

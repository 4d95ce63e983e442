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
    /// In a spawned child, the module that it is running before its first task; null otherwise, and in a child that
    /// stands in for the main program.
    /// </summary>
    public static Type? BeingRun { get; set; }

    /// <summary>Refuses to spawn a process while this child runs its module: that process would do the same.</summary>
    /// <exception cref="InvalidOperationException">This child runs its module.</exception>
    public static void ThrowIfBeingRun()
    {
        if (BeingRun is { } module)
        {
            throw new InvalidOperationException(
                $"A child process cannot spawn processes while it runs the static initialisers of {module}: each of "
                    + "them would run these again, without end. Start processes in Main or in another function, not in "
                    + "an initialiser."
            );
        }
    }

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
            while (cause is TypeInitializationException { InnerException: { } inner })
                cause = inner;
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(cause);
        }
    }
}

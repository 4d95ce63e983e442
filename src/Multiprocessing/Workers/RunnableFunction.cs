using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.CompilerServices;
using Multiprocessing.Pickling;

namespace Multiprocessing.Workers;

/// <summary>What a function must be to run in another process; refused before anything is started.</summary>
internal static class RunnableFunction
{
    /// <summary>Refuses null, and an asynchronous function.</summary>
    /// <remarks>
    /// Such a function is not awaited in the worker: its continuations would start the thread pool there, after which
    /// no fork is safe; and an <c>async void</c> cannot be awaited.
    /// </remarks>
    /// <exception cref="ArgumentNullException">There is no function.</exception>
    /// <exception cref="ArgumentException">The function is asynchronous.</exception>
    public static void Check([NotNull] Delegate? function)
    {
        ArgumentNullException.ThrowIfNull(function);
        if (function.Method is var method && IsAsynchronous(method))
        {
            throw new ArgumentException(
                $"{CapturedVariables.Display(method)} is asynchronous, and a process runs a function only until it "
                    + "returns: wait for its result inside it, as in () => WorkAsync().GetAwaiter().GetResult().",
                nameof(function)
            );
        }
    }

    private static bool IsAsynchronous(MethodInfo method)
    {
        var type = method.ReturnType;
        if (type == typeof(void))
            return method.IsDefined(typeof(AsyncStateMachineAttribute), inherit: false);

        return typeof(Task).IsAssignableFrom(type)
            || type == typeof(ValueTask)
            || type.IsGenericType
                && type.GetGenericTypeDefinition() is var definition
                && (
                    definition == typeof(ValueTask<>)
                    || definition == typeof(IAsyncEnumerable<>)
                    || definition == typeof(IAsyncEnumerator<>)
                );
    }
}

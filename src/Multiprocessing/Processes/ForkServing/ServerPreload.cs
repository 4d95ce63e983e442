using Multiprocessing.Pickling;
using Multiprocessing.Platform;
using Multiprocessing.Workers;

namespace Multiprocessing.Processes.ForkServing;

/// <summary>The functions that each fork server of this process runs before it forks the first child.</summary>
internal static class ServerPreload
{
    private static readonly Lock Changing = new();
    private static readonly List<Action> Functions = [];
    private static ProcessOwnership begun;

    /// <inheritdoc cref="StartMethods.Preload"/>
    public static void Add(Action function)
    {
        RunnableFunction.Check(function);
        var name = FunctionReference.To(function).Name;
        lock (Changing)
        {
            if (begun.IsCurrent)
            {
                throw new InvalidOperationException(
                    $"{CapturedVariables.Display(function.Method)} cannot be preloaded any more: this process has "
                        + "started its fork server. Call StartMethods.Preload before the first process is started by "
                        + "StartMethod.ForkServer."
                );
            }

            if (!Functions.Exists(known => FunctionReference.To(known).Name == name))
                Functions.Add(function);
        }
    }

    /// <summary>The functions for a server that is started now; no others are accepted from then on.</summary>
    public static IReadOnlyList<Delegate> Begin()
    {
        lock (Changing)
        {
            begun = ProcessOwnership.OfThisProcess;
            return [.. Functions];
        }
    }
}

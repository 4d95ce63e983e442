using Multiprocessing.Workers;

namespace Multiprocessing.Managers.Client;

/// <summary>
/// References whose proxies have arrived in this process, and which their servers have not yet counted.
/// </summary>
internal static class PendingReferences
{
    /// <summary>Has pending references registered at the end of the task.</summary>
    public static void Add() => TaskBoundary.WhenValuesArrived(RemoteServer.RegisterAllPending);

    /// <summary>Has an idle worker release the references that its tasks dropped.</summary>
    public static void Watch() => TaskBoundary.WhenWorkerIsIdle(RemoteServer.SweepAll);

    /// <summary>
    /// Registers those that are pending, and still used, with their servers. When it returns, those that were pending
    /// are registered, be it by another thread.
    /// </summary>
    public static void RegisterAll() => TaskBoundary.ValuesArrived?.Invoke();
}

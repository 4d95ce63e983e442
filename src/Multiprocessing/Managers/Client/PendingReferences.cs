using Multiprocessing.Workers;

namespace Multiprocessing.Managers.Client;

/// <summary>Proxies that have arrived in this process, and that their servers do not count yet.</summary>
internal static class PendingReferences
{
    /// <summary>Notes that a proxy has arrived.</summary>
    public static void Add() => TaskBoundary.ValuesArrived = Register;

    /// <summary>Notes that this process has a proxy, which it may drop.</summary>
    public static void Watch() => TaskBoundary.WorkerIsIdle = RemoteServer.SweepAll;

    /// <summary>Has the servers count the proxies that have arrived and may be kept.</summary>
    public static void RegisterAll() => TaskBoundary.ValuesArrived?.Invoke();

    private static void Register()
    {
        TaskBoundary.ValuesArrived = null;
        RemoteServer.CountArrived();
    }
}

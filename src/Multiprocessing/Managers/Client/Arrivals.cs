namespace Multiprocessing.Managers.Client;

/// <summary>
/// Whether this process has to do with managers at all: asked at every task's end, so it loads nothing where it has
/// not.
/// </summary>
internal static class Arrivals
{
    /// <summary>Whether proxies have arrived that no server has counted yet.</summary>
    public static bool AreUncounted { get; set; }

    /// <summary>Whether this process has had a proxy.</summary>
    public static bool HadAny { get; set; }

    /// <summary>
    /// Has the servers count what has arrived and may be kept: where values came from another process, and at the end
    /// of a task for what came with its arguments.
    /// </summary>
    public static void Count()
    {
        if (AreUncounted)
            RemoteServer.CountArrived();
    }
}

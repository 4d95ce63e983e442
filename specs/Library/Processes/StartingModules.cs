using Multiprocessing;

namespace SharedStateSpecs.Library.Processes;

/// <summary>A module whose initialiser makes a pool.</summary>
internal static class StaticPool
{
    private static readonly ProcessPool Pool = new(1, StartMethod.Spawn);

    public static int Use() => Pool.WorkerIds.Count;
}

/// <summary>A module whose initialiser starts a child.</summary>
internal static class StaticChild
{
    private static readonly int Answer = ChildProcess.Start(static () => 42).Result;

    public static int Use() => Answer;
}

/// <summary>A module whose initialiser starts a manager.</summary>
internal static class StaticManager
{
    private static readonly Manager Manager = Manager.Start();

    public static int Use() => Manager.ProcessId;
}

/// <summary>A module whose initialiser uses another class, which makes a pool.</summary>
internal static class UserOfStaticPool
{
    private static readonly int Workers = StaticPool.Use();

    public static int Use() => Workers;
}

/// <summary>A module that makes a pool of which each worker would make one.</summary>
internal static class StaticPoolOfMain
{
    private static readonly ProcessPool Pool = new(1, StartMethod.Spawn);

    public static string Use()
    {
        try
        {
            return $"{Pool.Apply(static () => 42)}";
        }
        catch (InvalidOperationException refused)
        {
            return refused.Message;
        }
        finally
        {
            Pool.Dispose();
        }
    }
}

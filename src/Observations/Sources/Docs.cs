namespace Observations.Sources;

/// <summary>CPython's documentation.</summary>
/// <param name="Title">The heading, the function or the parameter.</param>
/// <param name="Address">The page and the place on it, below the documentation's address.</param>
internal sealed record Docs(string Title, string Address) : Source
{
    private const string Multiprocessing = "library/multiprocessing.html";
    private const string Pickle = "library/pickle.html";
    private const string Futures = "library/concurrent.futures.html";

    public static Docs PoolProcesses { get; } = new("Pool(processes)", $"{Multiprocessing}#multiprocessing.pool.Pool");

    public static Docs MaxTasksPerChild { get; } =
        new("maxtasksperchild", $"{Multiprocessing}#multiprocessing.pool.Pool");

    public static Docs PoolTerminate { get; } =
        new("Pool.terminate", $"{Multiprocessing}#multiprocessing.pool.Pool.terminate");

    public static Docs PoolApplyAsync { get; } =
        new("Pool.apply_async", $"{Multiprocessing}#multiprocessing.pool.Pool.apply_async");

    public static Docs PoolImap { get; } = new("Pool.imap", $"{Multiprocessing}#multiprocessing.pool.Pool.imap");

    public static Docs PoolImapUnordered { get; } =
        new("Pool.imap_unordered", $"{Multiprocessing}#multiprocessing.pool.Pool.imap_unordered");

    public static Docs BrokenProcessPool { get; } =
        new("BrokenProcessPool", $"{Futures}#concurrent.futures.process.BrokenProcessPool");

    public static Docs Exposed { get; } =
        new("BaseManager.register(exposed)", $"{Multiprocessing}#multiprocessing.managers.BaseManager.register");

    public static Docs ProxyObjects { get; } = new("Proxy Objects", $"{Multiprocessing}#proxy-objects");

    public static Docs NestedProxies { get; } =
        new("Proxy Objects: nested proxies", $"{Multiprocessing}#proxy-objects");

    public static Docs ProcessArguments { get; } = new("Process(args)", $"{Multiprocessing}#multiprocessing.Process");

    public static Docs SpawnAndForkServer { get; } =
        new("The spawn and forkserver start methods", $"{Multiprocessing}#the-spawn-and-forkserver-start-methods");

    public static Docs StartMethodOfContext { get; } =
        new("Contexts and start methods", $"{Multiprocessing}#contexts-and-start-methods");

    public static Docs ForkServerPreload { get; } =
        new("set_forkserver_preload", $"{Multiprocessing}#multiprocessing.set_forkserver_preload");

    public static Docs AsyncResultGet { get; } =
        new("AsyncResult.get(timeout)", $"{Multiprocessing}#multiprocessing.pool.AsyncResult.get");

    public static Docs SafeImporting { get; } =
        new("Safe importing of main module", $"{Multiprocessing}#the-spawn-and-forkserver-start-methods");

    public static Docs WhatCanBePickled { get; } =
        new("What can be pickled", $"{Pickle}#what-can-be-pickled-and-unpickled");

    public static Docs SharedReferences { get; } =
        new("pickle: shared references", $"{Pickle}#comparison-with-marshal");

    public static Docs NoConstructor { get; } =
        new("pickle: __init__ is not called", $"{Pickle}#pickling-class-instances");

    public static Docs ReferenceCounts { get; } = new("reference counts", "c-api/refcounting.html");

    public override string Text => $"CPython's documentation, “{Title}”";

    public override string Link => $"https://docs.python.org/3/{Address}";
}

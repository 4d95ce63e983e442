using System.Reflection;
using System.Runtime.CompilerServices;
using Multiprocessing;
using Multiprocessing.Testing;
using Observations.Arguments;
using Observations.Globals;
using Observations.Managers;

namespace Observations;

/// <summary>The programs of the post and their variations, with their arguments.</summary>
internal static class Experiments
{
    /// <summary>The start methods by which a child runs its module.</summary>
    public static IReadOnlyList<StartMethod> RunsTheModule => [StartMethod.Spawn, StartMethod.ForkServer];

    public static readonly Experiment GlobalsInPoolOfOne = WithWorkers(
        "global variables, one worker for five tasks",
        GlobalVariables.Main,
        1,
        "Globals/global_variables.py"
    );

    public static readonly Experiment GlobalsInPoolOfTwo = WithWorkers(
        "global variables, two workers, tasks in any order",
        GlobalVariables.Main,
        2,
        "Globals/global_variables.py"
    );

    public static readonly Experiment GlobalsInPoolOfFive = WithWorkers(
        "global variables, a worker for each of five tasks",
        GlobalVariables.Main,
        5,
        "Globals/global_variables.py"
    );

    public static readonly Experiment ReverseOrder = Of(
        "tasks finish in reverse",
        Globals.ReverseOrder.Main,
        "Globals/reverse_order.py"
    );

    public static readonly Experiment Failures = Of(
        "tasks fail, the pool goes on",
        Globals.Failures.Main,
        "Globals/failures.py"
    );

    public static readonly Experiment FirstFailure = Of(
        "the failure of the lower index comes later",
        Globals.FirstFailure.Main,
        "Globals/first_failure.py"
    );

    public static readonly Experiment Replacement = Of(
        "workers are replaced",
        Globals.Replacement.Main,
        "Globals/replacement.py"
    );

    public static readonly Experiment IdleWorker = Of(
        "two workers, one task",
        Globals.IdleWorker.Main,
        "Globals/idle_worker.py"
    );

    public static readonly Experiment Termination = Of(
        "a pool is terminated while its worker starts",
        Globals.Termination.Main,
        "Globals/termination.py"
    ) with
    {
        Methods = RunsTheModule,
    };

    public static readonly Experiment PoolEnd = Of(
        "two pools end while a task runs",
        Globals.PoolEnd.Main,
        "Globals/pool_end.py"
    );

    public static readonly Experiment LazyResults = Of(
        "results are taken one by one",
        Globals.LazyResults.Main,
        "Globals/lazy_results.py"
    );

    public static readonly Experiment DefaultPool = Of(
        "a pool without a size",
        Globals.DefaultPool.Main,
        "Globals/default_pool.py"
    );

    public static readonly Experiment WorkerNames = Of(
        "workers report their names",
        Globals.WorkerNames.Main,
        "Globals/worker_names.py"
    );

    public static readonly Experiment WorkerOrigin = Of(
        "a pool with and one without a start method",
        Globals.WorkerOrigin.Main,
        "Globals/worker_origin.py"
    );

    public static readonly Experiment Initializers = Of(
        "workers run a function before their first task",
        Globals.Initializers.Main,
        "Globals/initializers.py"
    );

    public static readonly Experiment Lambdas = Of("lambdas as tasks", Globals.Lambdas.Main, "Globals/lambdas.py");

    public static readonly Experiment NoGuard = Of(
        "a program without a guard",
        Globals.NoGuard.Main,
        "Globals/no_guard.py"
    );

    public static readonly Experiment WholeLines = Of(
        "long lines written at once",
        Globals.WholeLines.Main,
        "Globals/whole_lines.py"
    );

    public static readonly Experiment CopyOnWrite = Of(
        "a forked child reads and writes main's data",
        Globals.CopyOnWrite.Main,
        "Globals/copy_on_write.py"
    ) with
    {
        Methods = [StartMethod.Fork],
    };

    public static readonly Experiment ArgumentsInPoolOfOne = WithWorkers(
        "arguments, one worker for five tasks",
        ArgumentPassing.Main,
        1,
        "Arguments/argument_passing.py"
    );

    public static readonly Experiment ArgumentsInPoolOfFive = WithWorkers(
        "arguments, a worker for each of five tasks",
        ArgumentPassing.Main,
        5,
        "Arguments/argument_passing.py"
    );

    public static readonly Experiment Chunks = Of(
        "one list in several items",
        Arguments.Chunks.Main,
        "Arguments/chunks.py"
    );

    public static readonly Experiment Copies = Of("what a copy is", Arguments.Copies.Main, "Arguments/copies.py");

    public static readonly Experiment LaterWrite = Of(
        "a list is written to after the call",
        Arguments.LaterWrite.Main,
        "Arguments/later_write.py"
    );

    public static readonly Experiment ArgumentMemory = Of(
        "two workers hold what main sent them",
        Arguments.ArgumentMemory.Main,
        "Arguments/argument_memory.py"
    );

    public static readonly Experiment ProcessArgument = Of(
        "a process without a pool",
        Arguments.ProcessArgument.Main,
        "Arguments/process_argument.py"
    );

    public static readonly Experiment LostWork = Of(
        "work that is lost",
        Arguments.LostWork.Main,
        "Arguments/lost_work.py"
    );

    public static readonly Experiment ManagerInPoolOfOne = WithWorkers(
        "managed objects, one worker for five tasks",
        ManagedObjects.Main,
        1,
        "Managers/managed_objects.py"
    );

    public static readonly Experiment ManagerInPoolOfFive = WithWorkers(
        "managed objects, a worker for each of five tasks",
        ManagedObjects.Main,
        5,
        "Managers/managed_objects.py"
    );

    public static readonly Experiment Proxies = Of("what a proxy is", Managers.Proxies.Main, "Managers/proxies.py");

    public static readonly Experiment RegisteredClass = Of(
        "an object of a registered class",
        Managers.RegisteredClass.Main,
        "Managers/registered_class.py"
    );

    public static readonly Experiment SimultaneousWrites = Of(
        "two workers write to one list",
        Managers.SimultaneousWrites.Main,
        "Managers/simultaneous_writes.py"
    );

    public static readonly Experiment ManagerModules = Of(
        "two managers and a worker",
        Managers.ManagerModules.Main,
        "Managers/manager_modules.py"
    );

    public static readonly Experiment References = Of(
        "a server counts the holders of its object",
        Managers.References.Main,
        "Managers/references.py"
    );

    public static readonly Experiment Connections = Of(
        "a server reports its connections",
        Managers.Connections.Main,
        "Managers/connections.py"
    );

    public static readonly Experiment ForeignKey = Of(
        "a proxy of a server with another key",
        Managers.ForeignKey.Main,
        "Managers/foreign_key.py"
    );

    public static readonly Experiment ItemOutcomes = OnDotNet(
        "items that throw and items that kill their worker",
        Additions.ItemOutcomes.Main
    );

    public static readonly Experiment TimeLimits = OnDotNet("a task hangs", Additions.TimeLimits.Main);

    public static readonly Experiment Preloading = OnDotNet(
        "the fork server makes a table that four workers read",
        Additions.Preloading.Main
    ) with
    {
        Methods = [StartMethod.ForkServer],
    };

    /// <summary>All of them, in the order above.</summary>
    public static IEnumerable<Experiment> All =>
        from one in typeof(Experiments).GetFields(BindingFlags.Public | BindingFlags.Static)
        orderby one.MetadataToken
        select (Experiment)one.GetValue(null)!;

    private static Experiment Of(
        string name,
        Action<StartMethod> main,
        string pythonFile,
        [CallerMemberName] string id = ""
    ) => new(id, name, new DotNetProgram(main), FileOf(main), pythonFile);

    /// <summary>A program of what only .NET has.</summary>
    private static Experiment OnDotNet(string name, Action<StartMethod> main, [CallerMemberName] string id = "") =>
        new(id, name, new DotNetProgram(main), FileOf(main), PythonFile: null);

    private static Experiment WithWorkers(
        string name,
        Action<StartMethod, int> main,
        int workers,
        string pythonFile,
        [CallerMemberName] string id = ""
    ) => new(id, name, DotNetProgram.With(main, workers), FileOf(main), pythonFile, $"{workers}");

    /// <summary>A program is a type in a file that has its name, in the folder of its namespace.</summary>
    private static string FileOf(Delegate main)
    {
        var type = main.Method.DeclaringType!;
        return $"{type.Namespace!.Split('.')[^1]}/{type.Name}.cs";
    }
}

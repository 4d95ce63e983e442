using System.Reflection;
using Multiprocessing;
using Multiprocessing.Testing;
using Observations.Arguments;
using Observations.Globals;
using Observations.Managers;

namespace Observations;

/// <summary>The programs of the post and their variations, with what each is told.</summary>
internal static class Experiments
{
    public static readonly Experiment GlobalsInPoolOfOne = WithWorkers(
        "global variables, one worker for five tasks",
        GlobalVariables.Main,
        1,
        "Globals/global_variables.py"
    );

    public static readonly Experiment GlobalsInPoolOfTwo = WithWorkers(
        "global variables, two workers, tasks run free",
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

    public static readonly Experiment ReverseOrder = new(
        "tasks finish in reverse",
        new DotNetProgram(Globals.ReverseOrder.Main),
        "Globals/reverse_order.py"
    );

    public static readonly Experiment Failures = new(
        "tasks fail, the pool goes on",
        new DotNetProgram(Globals.Failures.Main),
        "Globals/failures.py"
    );

    public static readonly Experiment FirstFailure = new(
        "the failure of the lower index comes later",
        new DotNetProgram(Globals.FirstFailure.Main),
        "Globals/first_failure.py"
    );

    public static readonly Experiment Replacement = new(
        "workers are replaced",
        new DotNetProgram(Globals.Replacement.Main),
        "Globals/replacement.py"
    );

    public static readonly Experiment IdleWorker = new(
        "two workers, one task",
        new DotNetProgram(Globals.IdleWorker.Main),
        "Globals/idle_worker.py"
    );

    public static readonly Experiment Termination = new(
        "a pool is terminated while its worker starts",
        new DotNetProgram(Globals.Termination.Main),
        "Globals/termination.py"
    )
    {
        Only = StartMethod.Spawn,
    };

    public static readonly Experiment DefaultPool = new(
        "a pool whose size is not said",
        new DotNetProgram(Globals.DefaultPool.Main),
        "Globals/default_pool.py"
    );

    public static readonly Experiment WorkerNames = new(
        "workers tell their names",
        new DotNetProgram(Globals.WorkerNames.Main),
        "Globals/worker_names.py"
    );

    public static readonly Experiment Lambdas = new(
        "lambdas as tasks",
        new DotNetProgram(Globals.Lambdas.Main),
        "Globals/lambdas.py"
    );

    public static readonly Experiment NoGuard = new(
        "a program without a guard",
        new DotNetProgram(Globals.NoGuard.Main),
        "Globals/no_guard.py"
    );

    public static readonly Experiment WholeLines = new(
        "long lines at once",
        new DotNetProgram(Globals.WholeLines.Main),
        "Globals/whole_lines.py"
    );

    public static readonly Experiment CopyOnWrite = new(
        "a forked child reads and writes main's data",
        new DotNetProgram(Globals.CopyOnWrite.Main),
        "Globals/copy_on_write.py"
    )
    {
        Only = StartMethod.Fork,
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

    public static readonly Experiment Chunks = new(
        "one list in several items",
        new DotNetProgram(Arguments.Chunks.Main),
        "Arguments/chunks.py"
    );

    public static readonly Experiment Copies = new(
        "what a copy is",
        new DotNetProgram(Arguments.Copies.Main),
        "Arguments/copies.py"
    );

    public static readonly Experiment ArgumentMemory = new(
        "two workers hold what main sent them",
        new DotNetProgram(Arguments.ArgumentMemory.Main),
        "Arguments/argument_memory.py"
    );

    public static readonly Experiment ProcessArgument = new(
        "a process without a pool",
        new DotNetProgram(Arguments.ProcessArgument.Main),
        "Arguments/process_argument.py"
    );

    public static readonly Experiment LostWork = new(
        "work that is lost",
        new DotNetProgram(Arguments.LostWork.Main),
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

    public static readonly Experiment Proxies = new(
        "what a proxy is",
        new DotNetProgram(Managers.Proxies.Main),
        "Managers/proxies.py"
    );

    public static readonly Experiment RegisteredClass = new(
        "an object of a registered class",
        new DotNetProgram(Managers.RegisteredClass.Main),
        "Managers/registered_class.py"
    );

    public static readonly Experiment SimultaneousWrites = new(
        "two workers write to one list",
        new DotNetProgram(Managers.SimultaneousWrites.Main),
        "Managers/simultaneous_writes.py"
    );

    public static readonly Experiment ManagerModules = new(
        "two managers and a worker",
        new DotNetProgram(Managers.ManagerModules.Main),
        "Managers/manager_modules.py"
    );

    public static readonly Experiment References = new(
        "a server counts who holds its object",
        new DotNetProgram(Managers.References.Main),
        "Managers/references.py"
    );

    public static readonly Experiment Connections = new(
        "a server tells of its connections",
        new DotNetProgram(Managers.Connections.Main),
        "Managers/connections.py"
    );

    public static readonly Experiment ForeignKey = new(
        "a proxy of a server with another key",
        new DotNetProgram(Managers.ForeignKey.Main),
        "Managers/foreign_key.py"
    );

    /// <summary>All of them with the names above, in their order.</summary>
    public static IEnumerable<(string Name, Experiment Experiment)> All =>
        from one in typeof(Experiments).GetFields(BindingFlags.Public | BindingFlags.Static)
        orderby one.MetadataToken
        select (one.Name, (Experiment)one.GetValue(null)!);

    private static Experiment WithWorkers(string name, Action<StartMethod, int> main, int workers, string pythonFile) =>
        new(name, DotNetProgram.With(main, workers), pythonFile, $"{workers}");
}

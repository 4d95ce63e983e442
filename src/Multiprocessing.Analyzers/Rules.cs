using Microsoft.CodeAnalysis;

namespace Multiprocessing.Analyzers;

/// <summary>
/// The table of rules. A rule's help link is the page that shows its first observation, from the top of the
/// repository; its custom tags are the numbers of its observations.
/// </summary>
internal static class Rules
{
    private const string Book = "snapshots/Book/";

    public static readonly DiagnosticDescriptor CapturedVariables = new(
        "MP1001",
        "A function for another process captures variables",
        "{0} captures {1}, which the other process does not have: make it static, and pass what it needs as an "
            + "argument",
        "Functions",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        "The function is named to the other process, and its variables stay in this one. The call throws a "
            + "CapturedVariablesException.",
        Book + "lambdas.md#g15",
        "G15"
    );

    public static readonly DiagnosticDescriptor InstanceMethod = new(
        "MP1002",
        "A function for another process is an instance method",
        "{0} is an instance method, and its object would be a copy in the other process: make it static",
        "Functions",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        "The function is named to the other process, and its object stays in this one. The call throws a "
            + "PicklingException.",
        Book + "lambdas.md#g15",
        "G15"
    );

    public static readonly DiagnosticDescriptor AsynchronousFunction = new(
        "MP1003",
        "A function for another process is asynchronous",
        "{0} is asynchronous, and a process runs a function only until it returns: wait for its result inside it",
        "Functions",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        "Nothing in the other process awaits the task that the function returns. The call throws an "
            + "ArgumentException.",
        Book + "reverse-order.md#g07",
        "G07"
    );

    public static readonly DiagnosticDescriptor CannotBeSent = new(
        "MP1004",
        "A value cannot be sent to another process",
        "{0} cannot be sent to another process: {1}",
        "Functions",
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        "Arguments and results are sent as copies, and what belongs to its process has no copy. The call throws a "
            + "PicklingException that names the same path.",
        Book + "lost-work.md#s215",
        "S2.15"
    );

    public static readonly DiagnosticDescriptor StaticWritten = new(
        "MP1101",
        "A task writes a static variable that other code reads",
        "{0} runs in another process and writes '{1}', which {2} reads: that process has a variable of its own, and "
            + "main and other workers never see what it writes",
        "Globals",
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        "Return the value, or use an object of a Manager.",
        Book + "global-variables.md#s118",
        "S1.18",
        "S1.33",
        WellKnownDiagnosticTags.CompilationEnd
    );

    public static readonly DiagnosticDescriptor StaticAssignedByMain = new(
        "MP1102",
        "A task reads a static variable that main assigns",
        "{0} runs in another process and reads '{1}', which {2} assigns: a spawned worker sees the value of the "
            + "initializer, a forked one that of the moment of its fork",
        "Globals",
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        "Pass the value as an argument, or give the pool an initializer that assigns it.",
        Book + "global-variables.md#s110",
        "S1.10",
        "S1.36",
        WellKnownDiagnosticTags.CompilationEnd
    );

    public static readonly DiagnosticDescriptor ArgumentChanged = new(
        "MP1201",
        "A task changes its argument and returns nothing",
        "{0} changes '{1}', which is a copy: the change stays in the other process, and '{2}' of the caller is what it "
            + "was",
        "Arguments",
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        "Return what has changed, or pass a proxy of an object of a Manager.",
        Book + "argument-passing.md#s207",
        "S2.07",
        "S2.04",
        WellKnownDiagnosticTags.CompilationEnd
    );

    public static readonly DiagnosticDescriptor ReadModifyWrite = new(
        "MP1301",
        "A shared value is read and then written",
        "'{0}' is read and then written, which is two calls: another process can write between them, and its write is "
            + "lost; hold a lock of the manager during both",
        "Managers",
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        "Each call of a proxy is atomic, and an operator is two: using (guard.Hold()) makes them one.",
        Book + "simultaneous-writes.md#s319",
        "S3.19"
    );

    public static readonly DiagnosticDescriptor CheckThenAct = new(
        "MP1302",
        "A shared object is asked and then changed",
        "'{0}' and then '{1}' are two calls: another process can change '{2}' between them; hold a lock of the manager "
            + "during both, or use one call that does both",
        "Managers",
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        "Each call of a proxy is atomic. TryAdd, GetOrAdd, TryGet and TryPut ask and change in one call.",
        Book + "simultaneous-writes.md#s319",
        "S3.19"
    );

    public static readonly DiagnosticDescriptor CopyChanged = new(
        "MP1303",
        "A copy that a proxy gave is changed and dropped",
        "'{0}' gives a copy, and this changes the copy only: change a variable, and write it back, or share the object "
            + "itself",
        "Managers",
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        "What a proxy gives is a copy, unless it is itself a proxy.",
        Book + "proxies.md#s320",
        "S3.20"
    );

    public static readonly DiagnosticDescriptor StartedByInitializer = new(
        "MP1401",
        "A static initializer starts a process",
        "'{0}' is initialized in each child, too, because its functions run there: start this in a function that only "
            + "main calls",
        "Lifetimes",
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        "A child initializes the outermost type of the function that it runs before it runs the function.",
        Book + "global-variables.md#s102",
        "S1.02",
        WellKnownDiagnosticTags.CompilationEnd
    );

    public static readonly DiagnosticDescriptor NeverDisposed = new(
        "MP1402",
        "What owns a process is never disposed of",
        "Nothing disposes of this {0}: its processes run on until this one ends; write using",
        "Lifetimes",
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        "The end of its block ends the processes of a pool, and the server of a manager.",
        Book + "pool-end.md#g08",
        "G08",
        "S3.16"
    );
}

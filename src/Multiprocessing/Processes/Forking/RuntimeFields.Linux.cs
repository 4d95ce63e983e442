using System.Reflection;

namespace Multiprocessing.Processes.Forking;

/// <summary>
/// The private fields of the runtime that hold what belongs to one process, and that a forked child resets. A fork is
/// refused where this version of .NET does not have one of them.
/// </summary>
internal static class RuntimeFields
{
    private const string ProcessIdType = "System.Environment",
        ProcessIdField = "s_processId",
        RandomType = "System.Random+ThreadSafeRandom",
        RandomField = "t_random";

    private static FieldInfo? processId,
        random;

    /// <summary>Finds a static field by its type's name and its own; null where there is none.</summary>
    public static Func<string, string, FieldInfo?> Find { get; set; } =
        static (type, field) =>
            // A search by the type's name would compile some methods in each fork-ready program.
            (
                type == ProcessIdType
                    ? typeof(Environment)
                    : typeof(Random).GetNestedType("ThreadSafeRandom", BindingFlags.NonPublic)
            )?.GetField(field, BindingFlags.Static | BindingFlags.NonPublic);

    /// <summary>One sentence for each field that is not found.</summary>
    public static IReadOnlyList<string> Blockers()
    {
        processId ??= Find(ProcessIdType, ProcessIdField);
        random ??= Find(RandomType, RandomField);
        if (processId is not null && random is not null)
            return [];

        const string sameId = "a child would take its parent's process id for its own",
            sameNumbers = "children would draw the same random numbers";
        List<string> blockers = [];
        if (processId is null)
            blockers.Add(Missing(ProcessIdType, ProcessIdField, sameId));
        if (random is null)
            blockers.Add(Missing(RandomType, RandomField, sameNumbers));
        return blockers;
    }

    /// <summary>Gives a forked child its own process id and its own random numbers.</summary>
    public static void Reset(int pid)
    {
        processId!.SetValue(null, pid);
        random!.SetValue(null, null);
    }

    /// <summary>Resets the parent's own, which changes nothing, so that a child does not compile it.</summary>
    public static void Rehearse(int pid)
    {
        // Reflection compiles an accessor after two uses.
        for (var i = 0; i < 3; i++)
        {
            var own = random!.GetValue(null);
            Reset(pid);
            random.SetValue(null, own);
        }
    }

    private static string Missing(string type, string field, string consequence) =>
        $"This version of .NET has no field {type}.{field}: {consequence}.";
}

using Multiprocessing.Managers.Server.Objects;
using Multiprocessing.Managers.Server.Python;

namespace Multiprocessing.Managers.Server;

/// <summary>The types of CPython's <c>SyncManager</c>, by their type ids.</summary>
internal static class StandardTypes
{
    public static Dictionary<string, RegisteredType> All() =>
        new()
        {
            ["list"] = RegisteredType.Of(
                "list(iterable?)",
                static given => new ServedList(given.Has(0) ? PythonItems.Of(given[0]) : [])
            ),
            ["dict"] = RegisteredType.Of("dict(*others, **items)", static given => new ServedDictionary(given)),
            ["set"] = RegisteredType.Of(
                "set(iterable?)",
                static given => new ServedSet(given.Has(0) ? PythonItems.Of(given[0]) : [])
            ),
            ["Value"] = RegisteredType.Of(
                "Value(typecode, value, lock=True)",
                static given => new ServedValue(given[0], given[1])
            ),
            ["Array"] = RegisteredType.Of(
                "Array(typecode, sequence, lock=True)",
                static given => new ServedArray(given[0], given[1])
            ),
            ["Namespace"] = RegisteredType.Of(
                "Namespace(**items)",
                static given => new ServedNamespace((Dictionary<object, object?>)given[0]!)
            ),
            ["Queue"] = RegisteredType.Of("Queue(maxsize=0)", static given => new ServedQueue(given.Integer(0))),
            ["JoinableQueue"] = RegisteredType.Of(
                "Queue(maxsize=0)",
                static given => new ServedQueue(given.Integer(0))
            ),
            ["Event"] = RegisteredType.Of("Event()", static _ => new ServedEvent()),
            ["Lock"] = RegisteredType.Of("Lock()", static _ => new ServedLock()),
            ["RLock"] = RegisteredType.Of("RLock()", static _ => new ServedReentrantLock()),
            ["Semaphore"] = RegisteredType.Of(
                "Semaphore(value=1)",
                static given => new ServedSemaphore(given.Integer(0), isBounded: false)
            ),
            ["BoundedSemaphore"] = RegisteredType.Of(
                "BoundedSemaphore(value=1)",
                static given => new ServedSemaphore(given.Integer(0), isBounded: true)
            ),
            ["Condition"] = RegisteredType.Of("Condition(lock=None)", static given => new ServedCondition(given[0])),
            ["Barrier"] = RegisteredType.Of(
                "Barrier(parties, action=None, timeout=None)",
                static given => new ServedBarrier(given.Integer(0), given[1], given.Seconds(2))
            ),
            ["Iterator"] = RegisteredType.Of(
                "Iterator(iterable)",
                static given => new ServedIterator(PythonItems.Of(given[0]))
            ),
            ["Pool"] = Refused("Pool"),
            ["AsyncResult"] = Refused("AsyncResult"),
        };

    private static RegisteredType Refused(string name) =>
        new(_ =>
            throw PythonError.Of(
                "NotImplementedError",
                $"a .NET server has no {name}, which would run Python functions in it: "
                    + "use multiprocessing.Pool in the client"
            )
        );
}

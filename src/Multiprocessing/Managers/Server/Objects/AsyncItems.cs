using System.Reflection;

namespace Multiprocessing.Managers.Server.Objects;

/// <summary>
/// Enumerates what is asynchronous. Each connection has a thread of its own, which waits for each item.
/// </summary>
internal static class AsyncItems
{
    private static readonly MethodInfo Method = typeof(AsyncItems).GetMethod(
        nameof(Enumerate),
        BindingFlags.Static | BindingFlags.NonPublic
    )!;

    /// <summary>The items of an <see cref="IAsyncEnumerable{T}"/>; null for another object.</summary>
    public static IEnumerator<object?>? Of(object items) =>
        Array.Find(
            items.GetType().GetInterfaces(),
            static type => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IAsyncEnumerable<>)
        )
            is { } contract
            ? (IEnumerator<object?>)Method.MakeGenericMethod(contract.GetGenericArguments()).Invoke(null, [items])!
            : null;

    private static IEnumerator<object?> Enumerate<T>(IAsyncEnumerable<T> items)
    {
        var enumerator = items.GetAsyncEnumerator();
        try
        {
            while (enumerator.MoveNextAsync().AsTask().GetAwaiter().GetResult())
                yield return enumerator.Current;
        }
        finally
        {
            enumerator.DisposeAsync().AsTask().GetAwaiter().GetResult();
        }
    }
}

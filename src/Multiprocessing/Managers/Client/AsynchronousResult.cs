using System.Reflection;

namespace Multiprocessing.Managers.Client;

/// <summary>
/// What an asynchronous member of an interface returns: the call has returned, so the server has waited for it.
/// </summary>
internal static class AsynchronousResult
{
    /// <summary>
    /// A result of a task's type, or of <see cref="IAsyncEnumerable{T}"/>; null for a type that is neither.
    /// </summary>
    /// <param name="type">The declared type.</param>
    /// <param name="value">The value that the server has sent, as a type.</param>
    public static object? Of(Type type, Func<Type, object?> value)
    {
        if (type == typeof(Task) || type == typeof(ValueTask))
        {
            value(typeof(object));
            return type == typeof(Task) ? Task.CompletedTask : ValueTask.CompletedTask;
        }

        var maker =
            !type.IsGenericType ? null
            : type.GetGenericTypeDefinition() is var definition && definition == typeof(Task<>) ? nameof(TaskOf)
            : definition == typeof(ValueTask<>) ? nameof(ValueTaskOf)
            : definition == typeof(IAsyncEnumerable<>) ? nameof(ItemsOf)
            : null;
        if (maker is null)
            return null;

        var item = type.GetGenericArguments()[0];
        return typeof(AsynchronousResult)
            .GetMethod(maker, BindingFlags.Static | BindingFlags.NonPublic)!
            .MakeGenericMethod(item)
            .Invoke(null, [value(maker == nameof(ItemsOf) ? typeof(IteratorProxy<>).MakeGenericType(item) : item)]);
    }

    private static Task<T> TaskOf<T>(T value) => Task.FromResult(value);

    private static ValueTask<T> ValueTaskOf<T>(T value) => ValueTask.FromResult(value);

    // Each item is a call, which waits.
    private static async IAsyncEnumerable<T> ItemsOf<T>(IteratorProxy<T> items)
    {
        await Task.CompletedTask;
        using (items)
        {
            while (items.MoveNext())
                yield return items.Current;
        }
    }
}

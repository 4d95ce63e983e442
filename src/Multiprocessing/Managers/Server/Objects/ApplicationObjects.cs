using System.Collections;
using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Multiprocessing.Managers.Client;
using Multiprocessing.Pickling.Formatters;

namespace Multiprocessing.Managers.Server.Objects;

/// <summary>
/// The application's objects that a server shares: those of registered classes, and those that it was given. An object
/// has one id, however often it is returned.
/// </summary>
internal sealed class ApplicationObjects(ServedObjects objects)
{
    private readonly ConditionalWeakTable<object, ServedObject> shared = [];
    private readonly ConcurrentDictionary<Type, (string TypeId, ExposedMembers Members)> classes = [];

    /// <summary>Shares the objects of a class, and of those derived from it, that methods return.</summary>
    public void Register(Type type, string typeId, ExposedMembers members) => classes.TryAdd(type, (typeId, members));

    /// <summary>The shared object for an object of a registered class.</summary>
    public ServedObject Share(object target, string typeId, ExposedMembers members) =>
        shared.GetValue(target, _ => new ApplicationObject(target, members, typeId, Result));

    /// <summary>
    /// The shared object for any object of the process: for a proxy its own object, for an enumerator an iterator.
    /// </summary>
    /// <exception cref="InvalidOperationException">It is a proxy of another server's object.</exception>
    public ServedObject Share(object provided, string typeId) =>
        provided switch
        {
            ServedObject already => already,
            IProxy { Reference: var reference } => Find(reference)
                ?? throw new InvalidOperationException(
                    $"The {reference.TypeId} of the manager at {reference.Server.Address} is not an object of this "
                        + "server."
                ),
            _ => IteratorOf(provided)
                ?? Share(
                    provided,
                    typeId,
                    ClassOf(provided.GetType()).Members ?? new ExposedMembers(provided.GetType(), exposed: null)
                ),
        };

    /// <summary>
    /// What a client gets for what a method returned: a <see cref="ServedResult"/> for an object that is shared, for
    /// one of a registered class, for a proxy of an object of this server, and for an enumerator; the items, where it
    /// is a sequence that is made as it is read; else the value.
    /// </summary>
    private object? Result(object? returned)
    {
        if (returned is null or string)
            return returned;
        if (returned is IProxy { Reference: var reference })
            return Find(reference) is { } found ? new ServedResult(reference.TypeId, found) : returned;
        if (shared.TryGetValue(returned, out var already))
            return new ServedResult((already as ApplicationObject)?.TypeId ?? ServedIterator.TypeId, already);
        if (ClassOf(returned.GetType()) is ({ } typeId, { } members))
            return new ServedResult(typeId, Share(returned, typeId, members));
        // What the compiler and LINQ make of a sequence is an enumerator, too.
        if (returned is not IEnumerable && IteratorOf(returned) is { } iterator)
            return new ServedResult(ServedIterator.TypeId, iterator);

        return returned is IEnumerable items && objects.Pickles.FormatterOf(items.GetType()) is RefusedFormatter
            ? items.Cast<object?>().ToList()
            : returned;
    }

    private ServedObject? Find(RemoteReference reference) =>
        objects.IsHere(reference.Server.Address) ? objects.Table.Find(reference.Id)?.Object : null;

    private (string? TypeId, ExposedMembers? Members) ClassOf(Type type)
    {
        for (var each = type; each is not null; each = each.BaseType)
        {
            if (classes.TryGetValue(each, out var found))
                return found;
        }

        return default;
    }

    private ServedObject? IteratorOf(object returned) =>
        returned is IEnumerator items
            ? shared.GetValue(
                returned,
                _ => new ServedIterator(Items(returned is IEnumerable sequence ? sequence.GetEnumerator() : items))
            )
        : AsyncItems.Of(returned) is { } asynchronous ? shared.GetValue(returned, _ => new ServedIterator(asynchronous))
        : null;

    private static IEnumerator<object?> Items(IEnumerator items)
    {
        try
        {
            while (items.MoveNext())
                yield return items.Current;
        }
        finally
        {
            (items as IDisposable)?.Dispose();
        }
    }
}

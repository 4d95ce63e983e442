namespace Multiprocessing.Managers.Server.Objects;

/// <summary>
/// What a method returns where that is an object of the server: the client gets a proxy of it. CPython: an entry of
/// <c>method_to_typeid</c>.
/// </summary>
/// <param name="TypeId">The type id of the proxy: CPython's client must have registered it.</param>
/// <param name="Object">The object.</param>
internal sealed record ServedResult(string TypeId, ServedObject Object);

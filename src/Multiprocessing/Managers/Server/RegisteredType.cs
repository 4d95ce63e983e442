using Multiprocessing.Managers.Server.Objects;

namespace Multiprocessing.Managers.Server;

/// <summary>A type of which clients can create objects. CPython: an entry of <c>_registry</c>.</summary>
/// <param name="Make">Creates the object, or returns an existing one.</param>
/// <param name="Kind">The type id of the one object that is shared under this name; null where that is not
/// known.</param>
internal sealed record RegisteredType(Func<CallArguments, ServedObject> Make, string? Kind = null)
{
    /// <summary>A type with a <see cref="PythonSignature"/>.</summary>
    public static RegisteredType Of(string signature, Func<BoundArguments, ServedObject> make)
    {
        var parsed = new PythonSignature(signature);
        return new(arguments => make(parsed.Bind(arguments)));
    }
}

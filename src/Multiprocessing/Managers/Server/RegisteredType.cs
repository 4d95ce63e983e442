using Multiprocessing.Managers.Server.Objects;

namespace Multiprocessing.Managers.Server;

/// <summary>A type of which clients can have objects made. CPython: an entry of <c>_registry</c>.</summary>
/// <param name="Make">Makes the object, or gives one that is there already.</param>
/// <param name="Exposed">The methods that clients are told of; null for those that the object says.</param>
internal sealed record RegisteredType(Func<CallArguments, SharedObject> Make, IReadOnlyList<string>? Exposed = null)
{
    /// <summary>A type whose arguments are written as a <see cref="PythonSignature"/>.</summary>
    public static RegisteredType Of(string signature, Func<BoundArguments, SharedObject> make)
    {
        var parsed = new PythonSignature(signature);
        return new(arguments => make(parsed.Bind(arguments)));
    }
}

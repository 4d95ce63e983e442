using Multiprocessing.Managers.Protocol;
using Multiprocessing.Managers.Server.Objects;
using Multiprocessing.Pickling;
using Multiprocessing.Sharing;

namespace Multiprocessing.Managers.Client;

/// <summary>
/// The types that a client sends to a manager's server and receives from it: those that Python has too, proxies, and
/// classes of the application, by their fields. Of the application's classes, only those that this process has sent, or
/// has named as the item type of a proxy, are instantiated; others arrive as inert records.
/// </summary>
internal static class ClientTypes
{
    public static RegisteredTypes Instance { get; } = Make();

    /// <summary>Allows the classes that an interface's methods and properties return.</summary>
    public static void AllowMembersOf(Type contract) => Instance.Allow(ExposedMembers.TypesOf(contract));

    private static RegisteredTypes Make()
    {
        var types = new RegisteredTypes { SendsAnyClass = true };
        Token.Register(types);
        types.Add(RebuiltProxy.Rebuild, new RebuiltProxy());
        types.Add(PythonSharedMemory.Class, new PythonSharedMemory());
        return types;
    }
}

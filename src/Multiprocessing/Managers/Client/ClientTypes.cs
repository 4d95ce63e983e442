using Multiprocessing.Managers.Protocol;
using Multiprocessing.Managers.Server.Objects;
using Multiprocessing.Pickling;

namespace Multiprocessing.Managers.Client;

/// <summary>
/// What crosses between a client and a manager's server: values that Python has too, proxies, and classes of the
/// application, by their fields. Of those, only the
/// classes that this process has sent, or has named as the type of what a proxy holds, are made again; what else
/// arrives stays inert.
/// </summary>
internal static class ClientTypes
{
    public static RegisteredTypes Instance { get; } = Make();

    /// <summary>Lets the classes arrive that an interface's methods and properties return.</summary>
    public static void AllowMembersOf(Type contract) => Instance.Allow(ExposedMembers.TypesOf(contract));

    private static RegisteredTypes Make()
    {
        var types = new RegisteredTypes { SendsAnyClass = true };
        Token.Register(types);
        types.Add(RebuiltProxy.Global, new RebuiltProxy());
        return types;
    }
}

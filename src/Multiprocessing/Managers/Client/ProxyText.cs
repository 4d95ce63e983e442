using System.Security.Authentication;

namespace Multiprocessing.Managers.Client;

/// <summary>The text of a proxy.</summary>
internal static class ProxyText
{
    public static string Of(Type type, RemoteReference reference, bool isDisposed)
    {
        try
        {
            if (!isDisposed)
                return reference.Server.Call(reference, "__str__", []).Value<string>();
        }
        catch (Exception failure)
            when (failure is IOException or AuthenticationException or RemoteException or InvalidOperationException)
        {
            // The text below says that the call failed.
        }

        return $"<{type.Name.Split('`')[0]} object, typeid '{reference.TypeId}' at 0x{reference.Id}; "
            + "'__str__()' failed>";
    }
}

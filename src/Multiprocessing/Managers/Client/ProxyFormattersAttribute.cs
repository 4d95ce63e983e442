using Multiprocessing.Pickling;
using Multiprocessing.Pickling.Formatters;

namespace Multiprocessing.Managers.Client;

/// <summary>Proxies are sent as what they stand for: a server's address and an object's id.</summary>
internal sealed class ProxyFormattersAttribute : FormattedByAttribute
{
    public override Shape ForApplication(Type type) => new InheritedProxyShape(type);

    public override Shape ForPython(Type type) => new ProxyShape(type);
}

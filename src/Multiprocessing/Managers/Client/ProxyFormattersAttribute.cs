using Multiprocessing.Pickling;
using Multiprocessing.Pickling.Formatters;

namespace Multiprocessing.Managers.Client;

/// <summary>Proxies are sent as a server's address and an object's id.</summary>
internal sealed class ProxyFormattersAttribute : FormattedByAttribute
{
    public override Formatter ForApplication(Type type) => new InheritedProxyFormatter(type);

    public override Formatter ForPython(Type type) => new ProxyFormatter(type);
}

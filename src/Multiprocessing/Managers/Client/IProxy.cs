using Multiprocessing.Pickling;

namespace Multiprocessing.Managers.Client;

/// <summary>A proxy: it stands for an object in a manager's server.</summary>
internal interface IProxy : IConvertsTo
{
    RemoteReference Reference { get; }
}

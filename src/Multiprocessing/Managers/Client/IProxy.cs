using Multiprocessing.Pickling;

namespace Multiprocessing.Managers.Client;

/// <summary>What stands for an object of a manager's server.</summary>
internal interface IProxy : IConvertsTo
{
    RemoteReference Reference { get; }
}

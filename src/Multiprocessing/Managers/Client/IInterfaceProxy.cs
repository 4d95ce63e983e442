namespace Multiprocessing.Managers.Client;

/// <summary>A proxy that implements an interface of the application.</summary>
internal interface IInterfaceProxy : IProxy;

namespace Multiprocessing.Managers.Client;

/// <summary>A proxy that is used through an interface of the application.</summary>
internal interface IInterfaceProxy : IProxy;

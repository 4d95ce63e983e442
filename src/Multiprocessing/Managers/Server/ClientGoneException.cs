namespace Multiprocessing.Managers.Server;

/// <summary>The client whose call waits has ended, or the server does: there is nobody to answer.</summary>
internal sealed class ClientGoneException : Exception;

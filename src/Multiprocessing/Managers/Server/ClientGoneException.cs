namespace Multiprocessing.Managers.Server;

/// <summary>The client whose call waits has ended, or the server is stopping: no answer is needed.</summary>
internal sealed class ClientGoneException : Exception;

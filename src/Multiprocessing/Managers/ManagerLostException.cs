namespace Multiprocessing;

/// <summary>A manager's server has ended, or cannot be reached. CPython: <c>EOFError</c>, <c>BrokenPipeError</c> or <c>ConnectionRefusedError</c>.</summary>
public sealed class ManagerLostException : IOException
{
    /// <summary>Makes one without a cause.</summary>
    public ManagerLostException() { }

    /// <summary>Makes one for the server at an address.</summary>
    public ManagerLostException(string address) : base(TextFor(address)) { }

    /// <summary>Makes one for the server at an address, with its cause.</summary>
    public ManagerLostException(string address, Exception innerException) : base($"{TextFor(address)} {innerException?.Message}", innerException) { }

    private static string TextFor(string address) => $"The manager at {address} has ended or cannot be reached: its objects went with it. Start or connect to another.";
}

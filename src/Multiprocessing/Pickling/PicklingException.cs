namespace Multiprocessing;

/// <summary>A value cannot cross to another process. CPython: <c>pickle.PicklingError</c>.</summary>
public class PicklingException : ArgumentException
{
    private readonly string _reason;
    private string _path = "";

    /// <summary>Says why a value cannot cross.</summary>
    public PicklingException(string reason) : base(reason) => _reason = reason;

    /// <summary>Says why a value cannot cross, and what failed.</summary>
    public PicklingException(string reason, Exception innerException) : base(reason, innerException) => _reason = reason;

    /// <summary>Which member of the value leads to what cannot cross: <c>Order.Customer.Connection</c>; empty where it is the value itself.</summary>
    public string Path => _path;

    /// <summary><see cref="Path"/> and the reason.</summary>
    public override string Message => _path.Length == 0 ? _reason : $"{_path}: {_reason}";

    /// <summary>Notes one step of the path. An exception filter calls it, innermost first, so it never catches.</summary>
    internal bool Under(string step)
    {
        _path = step + _path;
        return false;
    }
}

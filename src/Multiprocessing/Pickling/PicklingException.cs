using System.Text;

namespace Multiprocessing;

/// <summary>A value cannot cross to another process. CPython: <c>pickle.PicklingError</c>.</summary>
public class PicklingException : ArgumentException
{
    // Of a path through a long chain the ends are shown.
    private const int StepsAtEnds = 8;

    private readonly string _reason;

    // Innermost first.
    private readonly List<string> _steps = [];

    /// <summary>Says why a value cannot cross.</summary>
    public PicklingException(string reason) : base(reason) => _reason = reason;

    /// <summary>Says why a value cannot cross, and what failed.</summary>
    public PicklingException(string reason, Exception innerException) : base(reason, innerException) => _reason = reason;

    /// <summary>
    /// Which member of the value leads to what cannot cross: <c>Order.Customer.Connection</c>; empty where it is the value itself.
    /// The middle of a long one is left out.
    /// </summary>
    public string Path
    {
        get
        {
            var path = new StringBuilder();
            for (var i = _steps.Count - 1; i >= 0; i--)
            {
                if (i >= StepsAtEnds && i < _steps.Count - StepsAtEnds)
                {
                    path.Append(" … ");
                    i = StepsAtEnds - 1;
                }

                path.Append(_steps[i]);
            }

            return path.ToString();
        }
    }

    /// <summary><see cref="Path"/> and the reason.</summary>
    public override string Message => _steps.Count == 0 ? _reason : $"{Path}: {_reason}";

    internal bool HasPath => _steps.Count > 0;

    /// <summary>Notes one step of the path. An exception filter calls it, innermost first, so it never catches.</summary>
    internal bool Under(string step)
    {
        _steps.Add(step);
        return false;
    }
}

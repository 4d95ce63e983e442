using System.Text;

namespace Multiprocessing;

/// <summary>A value cannot be sent to another process. CPython: <c>pickle.PicklingError</c>.</summary>
public class PicklingException : ArgumentException
{
    // A long path is shown by its ends.
    private const int StepsAtEnds = 8;

    private readonly string reason;

    // Innermost first.
    private readonly List<string> steps = [];

    /// <summary>Creates one with the reason why a value cannot be sent.</summary>
    public PicklingException(string reason)
        : base(reason) => this.reason = reason;

    /// <summary>Creates one with the reason why a value cannot be sent, and its cause.</summary>
    public PicklingException(string reason, Exception innerException)
        : base(reason, innerException) => this.reason = reason;

    /// <summary>
    /// The path from the value to what cannot be sent: <c>Order.Customer.Connection</c>; empty if it is the value
    /// itself. The middle of a long path is left out.
    /// </summary>
    public string Path
    {
        get
        {
            var path = new StringBuilder();
            for (var i = steps.Count - 1; i >= 0; i--)
            {
                if (i >= StepsAtEnds && i < steps.Count - StepsAtEnds)
                {
                    path.Append(" … ");
                    i = StepsAtEnds - 1;
                }

                path.Append(steps[i]);
            }

            return path.ToString();
        }
    }

    /// <summary><see cref="Path"/> and the reason.</summary>
    public override string Message => steps.Count == 0 ? reason : $"{Path}: {reason}";

    internal bool HasPath => steps.Count > 0;

    /// <summary>
    /// Records one step of the path. Called by exception filters, innermost first; returns false, so nothing is caught.
    /// </summary>
    internal bool Under(string step)
    {
        steps.Add(step);
        return false;
    }
}

using System.Text;

namespace Multiprocessing;

/// <summary>A value cannot cross to another process. CPython: <c>pickle.PicklingError</c>.</summary>
public class PicklingException : ArgumentException
{
    // Of a path through a long chain the ends are shown.
    private const int StepsAtEnds = 8;

    private readonly string reason;

    // Innermost first.
    private readonly List<string> steps = [];

    /// <summary>Says why a value cannot cross.</summary>
    public PicklingException(string reason)
        : base(reason) => this.reason = reason;

    /// <summary>Says why a value cannot cross, and what failed.</summary>
    public PicklingException(string reason, Exception innerException)
        : base(reason, innerException) => this.reason = reason;

    /// <summary>
    /// Which member of the value leads to what cannot cross: <c>Order.Customer.Connection</c>; empty where it is the
    /// value itself.
    /// The middle of a long one is left out.
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
    /// Notes one step of the path. An exception filter calls it, innermost first, so it never catches.
    /// </summary>
    internal bool Under(string step)
    {
        steps.Add(step);
        return false;
    }
}

using System.Diagnostics;

namespace Multiprocessing.Workers;

/// <summary>The activity of a task whose caller has a trace context. Without one, nothing of it is loaded.</summary>
internal static class TaskActivity
{
    private static readonly ActivitySource Source = new("Multiprocessing.Worker");

    /// <summary>Makes the context the parent of a new current activity, which ends when it is disposed of.</summary>
    /// <param name="context">A W3C <c>traceparent</c>.</param>
    /// <param name="function">The function that is run.</param>
    public static Activity Start(string context, Delegate function)
    {
        var name = $"{function.Method.DeclaringType?.Name}.{function.Method.Name}";
        var parent = ActivityContext.TryParse(context, null, isRemote: true, out var parsed) ? parsed : default;
        return Source.StartActivity(name, ActivityKind.Consumer, parent)
            ?? new Activity(name).SetParentId(context).Start();
    }
}

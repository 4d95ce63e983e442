using System.Reflection;
using Multiprocessing.Pickling.Formatters;

namespace Multiprocessing.Pickling;

/// <summary>
/// Says which formatters a class of another layer has. It is looked for on classes that are <see cref="IConvertsTo"/>
/// only: reading attributes takes its time.
/// </summary>
[AttributeUsage(AttributeTargets.Class, Inherited = true)]
internal abstract class FormattedByAttribute : Attribute
{
    /// <summary>The formatters of a class.</summary>
    public static FormattedByAttribute Of(Type type) =>
        type.GetCustomAttribute<FormattedByAttribute>()
        ?? throw new InvalidOperationException($"{type} does not say by which formatters it is sent.");

    /// <summary>Between the processes of one program.</summary>
    public abstract Formatter ForApplication(Type type);

    /// <summary>On a manager's socket, in the form that CPython knows.</summary>
    public abstract Formatter ForPython(Type type);
}

using System.Reflection;
using Multiprocessing.Pickling.Formatters;

namespace Multiprocessing.Pickling;

/// <summary>
/// Names the formatters of a class in another layer. Only looked up on classes that implement
/// <see cref="IConvertsTo"/>, since reading attributes takes time.
/// </summary>
[AttributeUsage(AttributeTargets.Class, Inherited = true)]
internal abstract class FormattedByAttribute : Attribute
{
    /// <summary>
    /// Whether a manager's client and server name the class to each other as they do a class of the application: it is
    /// created only where that class is allowed.
    /// </summary>
    public virtual bool NamesClass => false;

    /// <summary>The formatters of a class.</summary>
    public static FormattedByAttribute Of(Type type) =>
        type.GetCustomAttribute<FormattedByAttribute>()
        ?? throw new InvalidOperationException(
            $"{type} has no {nameof(FormattedByAttribute)} that names its formatters."
        );

    /// <summary>The formatter between the processes of one program.</summary>
    public abstract Formatter ForApplication(Type type);

    /// <summary>The formatter on a manager's socket, in the form that CPython reads.</summary>
    public abstract Formatter ForPython(Type type);
}

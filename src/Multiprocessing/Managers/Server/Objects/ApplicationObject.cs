using Multiprocessing.Managers.Server.Python;

namespace Multiprocessing.Managers.Server.Objects;

/// <summary>
/// An object of a registered class, called by reflection. Calls of several clients run at the same time, so the class
/// must be thread-safe.
/// </summary>
internal sealed class ApplicationObject(object target, ExposedMembers members) : SharedObject
{
    /// <summary>The object itself.</summary>
    public object Target { get; } = target;

    public override IReadOnlyList<string> Exposed => members.Names;

    public override bool Hides(string method) => method is "__getattribute__" or "__setattr__";

    public override object? Call(string method, CallArguments arguments) =>
        method switch
        {
            "__getattribute__" => members.Call(Target, Name(arguments), arguments.Skip(1)),
            "__setattr__" => members.Call(Target, members.Setter(Name(arguments)), arguments.Skip(1)),
            _ => members.Call(Target, method, arguments),
        };

    public override object? Value() => Target;

    public override string Repr() => Target.ToString() ?? "";

    private static string Name(CallArguments arguments) =>
        arguments.Positional is [string name, ..] ? name : throw PythonError.TypeOf("attribute name must be string");
}

using Multiprocessing.Managers.Server.Python;

namespace Multiprocessing.Managers.Server.Objects;

/// <summary>
/// An object of the application, called by reflection. Calls of several clients run at the same time, so its class must
/// be thread-safe.
/// </summary>
/// <param name="target">The object itself.</param>
/// <param name="members">Its members that clients can call.</param>
/// <param name="typeId">The name under which its class, or it itself, was registered.</param>
/// <param name="result">What a client gets for what a member returned.</param>
internal sealed class ApplicationObject(
    object target,
    ExposedMembers members,
    string typeId,
    Func<object?, object?> result
) : ServedObject
{
    /// <summary>The object itself.</summary>
    public object Target { get; } = target;

    /// <summary>The name under which its class, or it itself, was registered.</summary>
    public string TypeId { get; } = typeId;

    public override IReadOnlyList<string> Exposed => members.Names;

    public override bool Hides(string method) => method is "__getattribute__" or "__setattr__";

    public override object? Call(string method, CallArguments arguments) =>
        method switch
        {
            "__getattribute__" => result(members.CallExposed(Target, Name(arguments), arguments.Skip(1))),
            "__setattr__" => members.CallExposed(Target, members.Setter(Name(arguments)), arguments.Skip(1)),
            _ => result(members.Call(Target, method, arguments)),
        };

    public override object? Value() => Target;

    public override string Repr() => Target.ToString() ?? "";

    private static string Name(CallArguments arguments) =>
        arguments.Positional is [string name, ..] ? name : throw PythonError.TypeOf("attribute name must be string");
}

using Multiprocessing.Managers.Protocol;
using Multiprocessing.Managers.Server.Objects;
using Multiprocessing.Managers.Server.Python;
using Multiprocessing.Pickling.Python;

namespace Multiprocessing.Managers.Server;

/// <summary>The functions of the server itself. CPython: <c>managers.Server.public</c>.</summary>
/// <param name="objects">The objects of the server.</param>
/// <param name="owner">The owner of the references that a function adds or removes.</param>
internal sealed class ServerFunctions(ServedObjects objects, Func<ReferenceOwner?> owner)
{
    private static readonly MethodTable<ServerFunctions> Table = new()
    {
        { "shutdown()", static (_, _) => { } },
        { "accept_connection(name)", static (_, _) => DotNetExtension.Announcement },
        {
            "get_methods(token)",
            static (self, given) => PythonTuple.Of([.. self.Find(given[0] is Token token ? token.Id : null).Exposed])
        },
        { "debug_info()", static (self, _) => self.Describe() },
        { "number_of_objects()", static (self, _) => (object)self.Count },
        { "dummy()", static (_, _) => { } },
        { "incref(ident)", static (self, given) => self.AddReference(given[0]) },
        { "decref(ident)", static (self, given) => self.RemoveReference(given[0]) },
        { "shared()", static (self, _) => self.Names() },
    };

    // An AutoProxy of CPython that has these calls the server without end. Clients can call them all the same.
    private static readonly string[] AttributeMethods = ["__getattribute__", "__setattr__", "__delattr__"];

    private int Count => objects.Table.Count;

    /// <exception cref="PythonError">There is no such function, or it fails.</exception>
    public object? Call(string function, CallArguments arguments)
    {
        if (function == "create")
            return Create(arguments);

        return Table.Names.Contains(function)
            ? Table.Call(this, function, arguments)
            : throw PythonError.Of("AssertionError", $"{PythonText.Repr(function)} unrecognized");
    }

    private PythonTuple Create(CallArguments arguments)
    {
        if (arguments.Positional is not [string typeId, ..])
            throw PythonError.TypeOf("create() needs the name of a type");

        var made = objects.Create(typeId, arguments.Skip(1), owner());
        var isNamed = objects.Types.GetValueOrDefault(typeId)?.Kind is not null;
        return PythonTuple.Of(
            made.Id,
            PythonTuple.Of([.. isNamed ? made.Exposed.Except(AttributeMethods) : made.Exposed])
        );
    }

    private Dictionary<object, object?> Names() => objects.Names();

    private string Describe() => objects.Describe();

    private ManagedObject Find(object? id) =>
        id is string some && objects.Table.Find(some) is { } managedObject ? managedObject : throw PythonError.Key(id);

    private void AddReference(object? id)
    {
        if (id is not string some || !objects.Table.AddReference(some, owner()))
            throw PythonError.Key(id);
    }

    private void RemoveReference(object? id)
    {
        if (id is not string some || !objects.Table.RemoveReference(some, owner()))
            throw PythonError.Key(id);
    }
}

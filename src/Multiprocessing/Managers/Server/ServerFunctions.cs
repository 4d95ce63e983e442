using Multiprocessing.Managers.Protocol;
using Multiprocessing.Managers.Server.Objects;
using Multiprocessing.Managers.Server.Python;
using Multiprocessing.Pickling.Python;

namespace Multiprocessing.Managers.Server;

/// <summary>The functions of a server itself. CPython: <c>managers.Server.public</c>.</summary>
/// <param name="objects">What the server serves.</param>
/// <param name="holder">Who gets and gives up references by these functions.</param>
internal sealed class ServerFunctions(ServedObjects objects, Func<ReferenceOwner?> holder)
{
    /// <summary>
    /// What <c>accept_connection</c> returns, where CPython's server returns None: a client may make, count and drop
    /// objects over the channel, too.
    /// </summary>
    public const string DotNet = ".NET";

    private static readonly MethodTable<ServerFunctions> Table = new()
    {
        { "shutdown()", static (_, _) => { } },
        { "accept_connection(name)", static (_, _) => DotNet },
        {
            "get_methods(token)",
            static (self, given) => PythonTuple.Of([.. self.Find(given[0] is Token token ? token.Id : null).Exposed])
        },
        { "debug_info()", static (self, _) => self.Describe() },
        { "number_of_objects()", static (self, _) => (object)self.Count },
        { "dummy()", static (_, _) => { } },
        { "incref(ident)", static (self, given) => self.Increase(given[0]) },
        { "decref(ident)", static (self, given) => self.Decrease(given[0]) },
    };

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

        var made = objects.Create(typeId, arguments.Skip(1), holder());
        return PythonTuple.Of(made.Id, PythonTuple.Of([.. made.Exposed]));
    }

    private string Describe() => objects.Describe();

    private ManagedObject Find(object? id) =>
        id is string some && objects.Table.Find(some) is { } managedObject ? managedObject : throw PythonError.Key(id);

    private void Increase(object? id)
    {
        if (id is not string some || !objects.Table.Increase(some, holder()))
            throw PythonError.Key(id);
    }

    private void Decrease(object? id)
    {
        if (id is not string some || !objects.Table.Decrease(some, holder()))
            throw PythonError.Key(id);
    }
}

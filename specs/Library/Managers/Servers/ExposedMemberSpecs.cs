using System.Collections.Specialized;
using Multiprocessing;
using SharedStateSpecs.Library.Connections;
using SharedStateSpecs.Repository.Conventions;

namespace SharedStateSpecs.Library.Managers.Servers;

/// <summary>Which members of a class a client can call, and with which arguments.</summary>
public static class ExposedMemberSpecs
{
    public interface IBox : IDisposable
    {
        int Size { get; }
    }

    public sealed class Box(int size) : IBox, IAsyncDisposable
    {
        public bool IsDisposed { get; private set; }

        public int Size { get; set; } = size;

        public override string ToString() => $"a box of {Size}";

        public override bool Equals(object? obj) => obj is Box other && other.Size == Size;

        public override int GetHashCode() => Size;

        public void Dispose() => IsDisposed = true;

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }

    public sealed record Point(int X)
    {
        public int Twice() => 2 * X;
    }

    public sealed class Adder
    {
        public int Sum(params int[] numbers) => numbers.Sum();

        public string Join(string separator, params IEnumerable<object?> items) => string.Join(separator, items);

        public string Kind(int one) => $"one {one}";

        public string Kind(params int[] several) => $"several {several.Length}";

        public int One(int x) => x;
    }

    public interface IBell
    {
        event EventHandler Rung;
    }

    public sealed class Bell : IBell
    {
        public event EventHandler? Rung;

        public void Ring() => Rung?.Invoke(this, EventArgs.Empty);
    }

    private static ManagerServer Serve(Action<ManagerServer> prepare)
    {
        var server = new ManagerServer(Endpoints.Key);
        prepare(server);
        server.Start();
        return server;
    }

    [Theory]
    [InlineData(typeof(Box), "IsDisposed is_disposed Size size SetSize set_size")]
    [InlineData(typeof(Point), "Twice twice X x SetX set_x")]
    public static void A_class_exposes_its_own_members_only(Type type, string names)
    {
        using var server = Serve(it => it.Register("Thing", type));
        using var manager = Manager.Connect(server.Address, Endpoints.Key);

        manager.Create("Thing", 3).Methods.Should().BeEquivalentTo(names.Split(' '));
    }

    [Fact]
    public static void No_client_can_dispose_an_object_that_others_use()
    {
        var box = new Box(3);
        using var server = Serve(it => it.Register("box", () => box).Register<IBox, Box>());
        using var manager = Manager.Connect(server.Address, Endpoints.Key);
        var proxy = manager.Create("box");

        foreach (var name in new[] { "Dispose", "dispose", "DisposeAsync", "ToString" })
        {
            proxy.Invoking(it => it.Call(name)).Should().Throw<RemoteException>();
            proxy.Invoking(it => it.Call("__getattribute__", name)).Should().Throw<MissingMemberException>();
        }

        box.IsDisposed.Should().BeFalse();
        proxy.Call<int>("__getattribute__", "size").Should().Be(3);
        proxy.ToString().Should().Be("a box of 3");
        manager.Create("Box", 1).Methods.Should().BeEquivalentTo("Size", "size");
    }

    [Fact]
    public static void What_is_exposed_by_name_can_be_called()
    {
        using var server = Serve(it => it.Register("Box", typeof(Box), ["ToString", "Dispose", "IsDisposed"]));
        using var manager = Manager.Connect(server.Address, Endpoints.Key);
        var box = manager.Create("Box", 3);

        box.Call<string>("ToString").Should().Be("a box of 3");
        box.Call("Dispose");
        box.Call<bool>("IsDisposed").Should().BeTrue();
        box.Invoking(it => it.Call("__setattr__", "size", 4)).Should().Throw<MissingMemberException>();
    }

    [Fact]
    public static void A_contract_with_an_event_is_refused_at_registration()
    {
        using var server = new ManagerServer(Endpoints.Key);
        server.Start();
        using var manager = Manager.Connect(server.Address, Endpoints.Key);
        var why = $"{typeof(IBell)} cannot be used in another process: it has an event, Rung.*";

        server.Invoking(it => it.Register<IBell, Bell>()).Should().Throw<ArgumentException>().WithMessage(why);
        server.Invoking(it => it.Register("Bell", typeof(Bell))).Should().Throw<ArgumentException>();
        manager.Invoking(it => it.Register<IBell>("Bell")).Should().Throw<ArgumentException>().WithMessage(why);
        server.Register("Bell", typeof(Bell), ["Ring"]);

        using var bell = manager.Create("Bell");
        bell.Call("Ring");
        bell.Invoking(it => it.As<IBell>()).Should().Throw<ArgumentException>().WithMessage(why);
        bell.Invoking(it => it.As<INotifyCollectionChanged>()).Should().Throw<ArgumentException>();
    }

    [CPython, Linux("Clients connect to a Unix socket.")]
    public sealed class FromCPython
    {
        [Fact]
        public void A_parameter_array_takes_further_arguments()
        {
            using var server = new ServerWithPythonClients(it => it.Register("Adder", typeof(Adder)));

            server
                .Run(
                    """
                    a = connect('Adder').Adder()
                    print(a.sum(1, 2, 3), a.sum([1, 2]), a.sum(), a.sum(4), a.sum(numbers=[5]))
                    print(a.join('-', 'a', None, 1), a.join('-', ['b', 'c']), a.join('-', None) == '')
                    print(a.kind(1), a.kind(1, 2), a.kind())
                    print(failure(lambda: a.sum(1, 'x')))
                    print(failure(lambda: a.one(1, 2)))
                    """
                )
                .Should()
                .Equal(
                    "6 3 0 4 5",
                    "a--1 b-c True",
                    "one 1 several 2 several 0",
                    "TypeError: sum() argument 'numbers': expected int, got a str.",
                    "TypeError: one() takes at most 1 argument (2 given)"
                );
        }
    }
}

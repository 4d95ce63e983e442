using System.Net.Sockets;
using System.Runtime.Versioning;
using Multiprocessing.Connections;
using Multiprocessing.Platform;
using SharedStateSpecs.Repository.Conventions;

namespace SharedStateSpecs.Library.Connections;

/// <summary>A listener accepts connections at an address; whole messages arrive over them.</summary>
public static class ListenerSpecs
{
    [Theory]
    [InlineData(null)]
    [InlineData("127.0.0.1:0")]
    public static void Messages_of_any_length_arrive_whole(string? address)
    {
        int[] lengths = [0, 1, 4092, 4096, 100_000, 3_000_000];
        var arrived = new List<int>();

        Endpoints
            .Run(
                address is null ? null : Address.Parse(address),
                listens: connection =>
                {
                    while (connection.Receive(out var message))
                        arrived.Add(message.Length);
                },
                connects: connection =>
                {
                    foreach (var length in lengths)
                        connection.Send(new byte[length]);
                }
            )
            .Should()
            .Be((null, null));

        arrived.Should().Equal(lengths);
    }

    [Fact]
    public static void For_port_zero_the_system_chooses_a_port()
    {
        using var listener = Listener.Listen(Address.Tcp("127.0.0.1", 0));

        listener.Address.Port.Should().BePositive();
    }

    [Linux("it uses Unix sockets.")]
    [UnsupportedOSPlatform("windows")]
    public sealed class OnUnix
    {
        [Fact]
        public void Disposing_of_a_listener_removes_its_socket_file()
        {
            using var directory = new TemporaryDirectory();
            var path = Path.Combine(directory.Path, "socket");
            var listener = Listener.Listen(Address.Unix(path));
            File.Exists(path).Should().BeTrue();

            listener.Dispose();

            File.Exists(path).Should().BeFalse();
        }

        [Fact]
        public void A_listener_whose_directory_is_gone_can_be_disposed_of()
        {
            using var directory = new TemporaryDirectory();
            var within = Directory.CreateDirectory(Path.Combine(directory.Path, "within"));
            var listener = Listener.Listen(Address.Unix(Path.Combine(within.FullName, "socket")));
            within.Delete(recursive: true);

            listener.Invoking(it => it.Dispose()).Should().NotThrow();
        }

        [Fact]
        public void A_free_address_needs_no_file()
        {
            using var listener = Listener.Listen();

            listener.Address.ToString().Should().StartWith("@multiprocessing-");
            Listener.Connect(Address.Parse(listener.Address.ToString()), Endpoints.Soon).Dispose();
        }

        [Fact]
        public void The_socket_file_of_a_dead_listener_is_replaced()
        {
            using var directory = new TemporaryDirectory();
            var address = Address.Unix(Path.Combine(directory.Path, "socket"));
            using (Listener.Listen(address))
                File.Move(address.Path!, address.Path + "-left");
            File.Move(address.Path + "-left", address.Path!);

            using var listener = Listener.Listen(address);

            Listener.Connect(address, Endpoints.Soon).Dispose();
        }

        [Fact]
        public void The_path_of_a_live_listener_is_refused()
        {
            using var listener = Listener.Listen();

            FluentActions
                .Invoking(() => Listener.Listen(listener.Address))
                .Should()
                .Throw<IOException>()
                .WithMessage($"Cannot listen at {listener.Address}: bind: Address already in use");
        }

        [Fact]
        public void The_path_of_a_listener_that_accepts_nobody_is_refused_soon()
        {
            using var directory = new TemporaryDirectory();
            var path = Path.Combine(directory.Path, "socket");
            using var busy = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            busy.Bind(new UnixDomainSocketEndPoint(path));
            busy.Listen(0);
            using var waiting = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            waiting.Connect(new UnixDomainSocketEndPoint(path));

            FluentActions
                .Invoking(() => Listener.Listen(Address.Unix(path)))
                .Should()
                .Throw<IOException>()
                .WithMessage("*bind: Address already in use");
            File.Exists(path).Should().BeTrue();
        }

        [Fact]
        public void Where_listeners_lock_their_files_a_refused_connection_does_not_free_a_path()
        {
            using var directory = new TemporaryDirectory();
            var address = Address.Unix(Path.Combine(directory.Path, "socket"));
            using var refusing = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            refusing.Bind(new UnixDomainSocketEndPoint(address.Path!));

            using (SocketFileLock.TryTake(address.Path!))
            {
                FluentActions
                    .Invoking(() => DescriptorListener.Bind(address, locksFile: true))
                    .Should()
                    .Throw<IOException>()
                    .WithMessage("*bind: Address already in use");
            }

            DescriptorListener.Bind(address, locksFile: true).Dispose();
            Directory.EnumerateFiles(directory.Path).Should().BeEmpty("a listener removes its file and its lock");
        }

        [Fact]
        public void The_lock_of_a_killed_listener_is_taken_over()
        {
            using var directory = new TemporaryDirectory();
            var address = Address.Unix(Path.Combine(directory.Path, "socket"));
            File.WriteAllText(address.Path + ".lock", "");

            using var listener = DescriptorListener.Bind(address, locksFile: true);

            SocketFileLock.TryTake(address.Path!).Should().BeNull("the listener has it");
            listener.Dispose();
            using var left = SocketFileLock.TryTake(address.Path!);
            left!.WasLeftBehind.Should().BeFalse("the listener removed it");
        }

        [Fact]
        public void A_file_that_is_not_a_socket_is_not_replaced()
        {
            using var directory = new TemporaryDirectory();
            var path = Path.Combine(directory.Path, "notes.txt");
            File.WriteAllText(path, "kept");

            FluentActions
                .Invoking(() => Listener.Listen(Address.Unix(path)))
                .Should()
                .Throw<IOException>()
                .WithMessage($"Cannot listen at {path}: bind: Address already in use");

            File.ReadAllText(path).Should().Be("kept");
        }

        [Fact]
        public void A_path_that_is_too_long_is_refused() =>
            FluentActions
                .Invoking(() => Listener.Listen(Address.Unix("/tmp/" + new string('x', 200))))
                .Should()
                .Throw<IOException>()
                .WithMessage(
                    "The path of a Unix socket has at most 107 bytes, but this one has 205: *Use a shorter one*"
                );

        [Fact]
        public void A_name_in_the_abstract_namespace_needs_no_file()
        {
            var address = Address.Unix($"\0{Guid.NewGuid()}");
            using var listener = Listener.Listen(address);

            Listener.Connect(address, Endpoints.Soon).Dispose();
        }
    }

    [Fact]
    public static void Connecting_without_a_listener_fails_with_the_address() =>
        FluentActions
            .Invoking(() => Listener.Connect(Address.Tcp("127.0.0.1", 1), Endpoints.Soon))
            .Should()
            .Throw<IOException>()
            .WithMessage("Cannot connect to 127.0.0.1:1: *");

    [Fact]
    public static async Task Disposing_ends_the_wait_of_another_thread()
    {
        var listener = Listener.Listen();
        var accepting = Task.Run(() => listener.Accept(Deadline.Never));

        listener.Dispose();

        (await accepting.WaitAsync(Limits.Wait)).Should().BeNull();
    }

    [Fact]
    public static void Waiting_for_a_connection_ends_at_the_deadline()
    {
        using var listener = Listener.Listen();

        listener.Accept(Deadline.After(TimeSpan.FromMilliseconds(20))).Should().BeNull();
    }
}

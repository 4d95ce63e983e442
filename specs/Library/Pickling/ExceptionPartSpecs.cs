using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Multiprocessing;
using Multiprocessing.Pickling;
using Multiprocessing.Workers;

namespace SharedStateSpecs.Library.Pickling;

/// <summary>No part of an exception is lost on its way, and a part that cannot be sent costs only itself.</summary>
public static class ExceptionPartSpecs
{
    public sealed class BrokenException : Exception
    {
        public override string Message => throw new InvalidOperationException("Message");

        public override string? StackTrace => throw new InvalidOperationException("StackTrace");

        public override string ToString() => throw new InvalidOperationException("ToString");

        public int Left { get; init; }
    }

    public sealed class OpenException(Stream stream) : Exception("open")
    {
        public Stream Stream => stream;
    }

    [Fact]
    public static void Nullable_and_enum_properties_of_the_framework_are_kept()
    {
        var copy = Pickled.Copy(
            new HttpRequestException(HttpRequestError.NameResolutionError, "no", null, HttpStatusCode.NotFound)
        );

        copy.StatusCode.Should().Be(HttpStatusCode.NotFound);
        copy.HttpRequestError.Should().Be(HttpRequestError.NameResolutionError);
    }

    [Fact]
    public static void The_position_of_a_parser_is_kept()
    {
        var json = Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<int[]>("[1,\n2,x]"));

        Pickled
            .Copy(json)
            .Should()
            .BeEquivalentTo(
                new
                {
                    json.LineNumber,
                    json.BytePositionInLine,
                    json.Path,
                }
            );
    }

    [Fact]
    public static void Times_and_arrays_of_the_framework_are_kept()
    {
        Pickled
            .Copy(new RegexMatchTimeoutException("aaa", "a+", TimeSpan.FromSeconds(3)))
            .MatchTimeout.Should()
            .Be(TimeSpan.FromSeconds(3));

        var failed = new System.Reflection.ReflectionTypeLoadException([typeof(int), null], [new IOException("no")]);
        var copy = Pickled.Copy(failed);
        copy.Types.Should().Equal(typeof(int), null);
        copy.LoaderExceptions.Should().ContainSingle().Which.Should().BeOfType<IOException>();
    }

    [Fact]
    public static void An_object_in_an_exception_of_the_framework_is_kept_if_it_can_be_sent()
    {
        Pickled
            .Copy(new ArgumentOutOfRangeException("p", new Uri("http://x"), "m"))
            .ActualValue.Should()
            .Be(new Uri("http://x"));
        Pickled.Copy(new ArgumentOutOfRangeException("p", Stream.Null, "m")).ActualValue.Should().BeNull();
    }

    [Fact]
    public static void Data_help_link_and_source_are_kept()
    {
        var failure = new InvalidOperationException("x") { HelpLink = "http://help", Source = "here" };
        failure.Data["order"] = 42;
        failure.Data["stream"] = Stream.Null;
        failure.Data["self"] = failure;

        var copy = Pickled.Copy(failure);

        copy.HelpLink.Should().Be("http://help");
        copy.Source.Should().Be("here");
        copy.Data["order"].Should().Be(42);
        copy.Data["self"].Should().BeSameAs(copy);
        copy.Data.Contains("stream").Should().BeFalse("a stream cannot be sent");
    }

    [Fact]
    public static void An_exception_whose_texts_throw_keeps_everything_else()
    {
        var copy = Sent(new BrokenException { Left = 3 });

        copy.Should().BeOfType<BrokenException>().Which.Left.Should().Be(3);
        copy.InnerException.Should()
            .BeOfType<RemoteException>()
            .Which.Message.Should()
            .Match("*BrokenException*ToString threw a InvalidOperationException*");
    }

    [Fact]
    public static void An_exception_that_cannot_be_pickled_arrives_as_its_text() =>
        Sent(new OpenException(Stream.Null))
            .Should()
            .BeOfType<RemoteException>()
            .Which.Message.Should()
            .Contain("OpenException: open");

    [Fact]
    public static void An_exception_that_cannot_be_created_here_arrives_as_its_text_and_the_reason()
    {
        var name = typeof(BrokenException).Module.ModuleVersionId.ToString("N");
        var message = Message(new ExceptionSpecs.OutOfStockException("tea", 2));
        var damaged = Convert.FromHexString(
            Convert
                .ToHexString(message)
                .Replace(
                    Convert.ToHexString(System.Text.Encoding.ASCII.GetBytes(name)),
                    Convert.ToHexString(System.Text.Encoding.ASCII.GetBytes(new string('0', 32))),
                    StringComparison.Ordinal
                )
        );

        var read = ExceptionMessage.Read(damaged, new Unpickler(PickleTypes.Application));

        read.Should().BeOfType<RemoteException>().Which.Message.Should().Contain("OutOfStockException: 2 of tea left.");
        read.InnerException.Should().BeOfType<UnpicklingException>();
    }

    private static Exception Sent(Exception exception) =>
        ExceptionMessage.Read(Message(exception), new Unpickler(PickleTypes.Application));

    private static byte[] Message(Exception exception)
    {
        var message = new PickleWriter();
        ExceptionMessage.Write(exception, new Pickler(PickleTypes.Application), message);
        return message.Written.ToArray();
    }
}

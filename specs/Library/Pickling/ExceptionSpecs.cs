using Multiprocessing.Pickling.Formatters;

namespace SharedStateSpecs.Library.Pickling;

/// <summary>An exception keeps its type, message, inner exception, stack trace and own fields.</summary>
public static class ExceptionSpecs
{
    public sealed class OutOfStockException : InvalidOperationException
    {
        public OutOfStockException(string product, int left)
            : base($"{left} of {product} left.")
        {
            Constructed++;
            Product = product;
            Left = left;
        }

        public static int Constructed { get; private set; }

        public string Product { get; }

        public int Left { get; }
    }

    [Fact]
    public static void Type_message_and_own_fields_are_kept_without_running_a_constructor()
    {
        var failure = new OutOfStockException("tea", 2);
        var constructed = OutOfStockException.Constructed;

        var copy = Pickled.Copy<Exception>(failure);

        copy.Should()
            .BeOfType<OutOfStockException>()
            .Which.Should()
            .BeEquivalentTo(
                new
                {
                    Product = "tea",
                    Left = 2,
                    Message = "2 of tea left.",
                    failure.HResult,
                }
            );
        OutOfStockException.Constructed.Should().Be(constructed);
    }

    [Fact]
    public static void Inner_exceptions_are_kept() =>
        Pickled
            .Copy<Exception>(
                new AggregateException("many", new IOException("disk", 7), new OutOfStockException("tea", 1))
            )
            .Should()
            .BeOfType<AggregateException>()
            .Which.InnerExceptions.Should()
            .SatisfyRespectively(
                first => first.Should().BeOfType<IOException>().Which.HResult.Should().Be(7),
                second => second.Should().BeOfType<OutOfStockException>()
            );

    [Fact]
    public static void The_stack_trace_is_kept_as_text()
    {
        var failure = Assert.Throws<OutOfStockException>(Sell);

        Pickled.Copy(failure).StackTrace.Should().Contain(nameof(Sell));
    }

    [Fact]
    public static void A_copy_can_be_thrown() =>
        FluentActions
            .Invoking(() => throw Pickled.Copy<Exception>(Assert.Throws<OutOfStockException>(Sell)))
            .Should()
            .Throw<OutOfStockException>()
            .Which.StackTrace.Should()
            .Contain(nameof(Sell));

    [Theory]
    [MemberData(nameof(OfTheFramework))]
    public static void An_exception_of_the_framework_keeps_its_text(Exception exception) =>
        Pickled.Copy(exception).ToString().Should().Be(exception.ToString());

    public static TheoryData<Exception> OfTheFramework() =>
        [
            new ArgumentOutOfRangeException("count", 5, "Too many."),
            new KeyNotFoundException(),
            new FileNotFoundException("no", "a.txt"),
            new OperationCanceledException(),
            new TaskCanceledException(),
            new ObjectDisposedException("pool"),
            new System.Net.Sockets.SocketException(111),
            new BadImageFormatException("bad", "a.dll"),
            new AggregateException(new TimeoutException(), new DivideByZeroException()),
            new TypeInitializationException("A", new FormatException("f")),
        ];

    [Fact]
    public static void An_inner_exception_can_be_set_on_a_copy()
    {
        var copy = Pickled.Copy<Exception>(new OutOfStockException("tea", 1));

        ExceptionFormatter.Internals.InnerException(copy) = new TimeoutException();

        copy.InnerException.Should().BeOfType<TimeoutException>();
    }

    private static void Sell() => throw new OutOfStockException("tea", 0);
}

using System.Collections;
using System.Drawing;
using System.Net;
using System.Numerics;
using System.Text;
using Multiprocessing;
using Multiprocessing.Pickling;
using Multiprocessing.Pickling.Python;

namespace SharedStateSpecs.Library.Pickling;

/// <summary>On a manager's socket only registered types are pickled, by their registered names.</summary>
public static class RegisteredTypesSpecs
{
    private static readonly RegisteredTypes Types = new RegisteredTypes()
        .Add(typeof(Account), new PythonGlobal("bank", "Account"))
        .AddCall(
            new PythonGlobal("builtins", "KeyError"),
            static (KeyNotFoundException error) => [error.Message],
            static arguments => new KeyNotFoundException($"{arguments[0]}")
        )
        .AddState(
            new PythonGlobal("multiprocessing.managers", "Token"),
            static (Token token) => PythonTuple.Of(token.TypeId, token.Id),
            static () => new Token(),
            Fill
        );

    public sealed record Account(string Owner, long Balance);

    public sealed record Grade(char Letter, byte Year, uint Pupil, float Mean);

    public sealed class Token
    {
        public string TypeId { get; set; } = "";

        public string Id { get; set; } = "";
    }

    [Fact]
    public static void A_registered_class_is_pickled_by_its_fields() =>
        Copy(new Account("Ann", 5)).Should().Be(new Account("Ann", 5));

    [Fact]
    public static void The_first_object_is_pickled_like_any_later_one()
    {
        var pickler = new Pickler(new RegisteredTypes().Add(typeof(Grade), new PythonGlobal("school", "Grade")));
        var first = pickler.Dump(new Grade('a', 1, 2, 3)).ToArray();

        for (var i = 0; i < 1_000; i++)
            pickler.Dump(new Grade('a', 1, 2, 3));

        pickler.Dump(new Grade('a', 1, 2, 3)).ToArray().Should().Equal(first, "compiling changes only the speed");
    }

    [Fact]
    public static void A_class_registered_as_a_call_is_created_by_its_registered_function() =>
        Copy(new KeyNotFoundException("k")).Should().BeOfType<KeyNotFoundException>().Which.Message.Should().Be("k");

    [Fact]
    public static void A_class_registered_with_a_state_stays_one_object()
    {
        var token = new Token { TypeId = "list", Id = "7f" };

        var copy = new Unpickler(Types).Load<List<Token>>(new Pickler(Types).Dump(new List<Token> { token, token }));

        copy[0].Should().BeEquivalentTo(token).And.BeSameAs(copy[1]);
    }

    [Fact]
    public static void A_dotnet_name_resolves_to_nothing_there()
    {
        var pickle = Pickled.Dump(new Account("Ann", 5));

        new Unpickler(Types).Load<object>(pickle).Should().BeOfType<PythonObject>();
    }

    [Fact]
    public static void An_unregistered_class_is_not_a_value_of_a_declared_type() =>
        FluentActions
            .Invoking(() =>
                new Unpickler(new RegisteredTypes()).Load<Account>(new Pickler(Types).Dump(new Account("Ann", 5)))
            )
            .Should()
            .Throw<UnpicklingException>()
            .WithMessage("expected Account, got an object of Python's bank.Account.*");

    [Fact]
    public static void Values_are_converted_to_the_declared_type()
    {
        var (ident, arguments, keywords) = Copy<object, (string, object?[], Dictionary<string, List<double>>)>(
            ("id", new List<object?> { 1, "a" }, new Dictionary<object, object?> { ["x"] = new object[] { 1.5, 2 } })
        );

        (ident, keywords["x"].Sum()).Should().Be(("id", 3.5));
        arguments.Should().Equal(1, "a");
    }

    [Fact]
    public static void A_list_with_many_references_is_converted_once()
    {
        var row = new List<object?> { 1 };

        var rows = Copy<object, List<int[]>>(new List<object?> { row, row });

        rows[0].Should().Equal(1).And.BeSameAs(rows[1]);
    }

    [Fact]
    public static void A_value_in_a_Python_form_comes_back_as_the_declared_type()
    {
        Same(IPAddress.Parse("fe80::1%3"));
        Same(IPAddress.Loopback);
        Same(new IPEndPoint(IPAddress.IPv6Loopback, 80));
        Same(new Uri("a/b", UriKind.Relative));
        Same(new Version(1, 2, 3));
        Same(new Rune(0x1F600));
        Same(new Quaternion(1, 2, 3, 4));
        Same(new Plane(1, 2, 3, 4));
        Same(new Matrix3x2(1, 2, 3, 4, 5, 6));
        Same(Matrix4x4.CreateRotationX(1));
        Same(new RectangleF(1, 2, 3, 4));
        Copy(new StringBuilder("text")).ToString().Should().Be("text");
        Copy(new BitArray([true, false, true])).Cast<bool>().Should().Equal(true, false, true);
        Copy(new List<Vector2> { new(1, 2) }).Should().Equal(new Vector2(1, 2));

        static void Same<T>(T value) => Copy(value).Should().Be(value);
    }

    [Fact]
    public static void A_text_or_a_tuple_that_does_not_fit_the_declared_type_is_refused()
    {
        Refusal<IPAddress>("no address").Should().StartWith("expected IPAddress, got the str 'no address'.");
        Refusal<IPEndPoint>("1.2.3.4:99999").Should().StartWith("expected IPEndPoint, got the str '1.2.3.4:99999'.");
        Refusal<Version>("1").Should().StartWith("expected Version, got the str '1'.");
        Refusal<Rune>("ab").Should().StartWith("expected Rune, got the str 'ab'.");
        Refusal<Vector3>((1f, 2f)).Should().StartWith("expected Vector3, got a tuple of 2 items.");
        Refusal<Vector2>((1, "a")).Should().StartWith("expected float, got a str");
        Refusal<BitArray>(new List<object?> { 1 }).Should().StartWith("expected bool, got the int 1");
        Refusal<Vector2>("1,2").Should().StartWith("expected Vector2, got a str");

        static string Refusal<T>(object value) =>
            FluentActions.Invoking(() => Copy<object, T>(value)).Should().Throw<UnpicklingException>().Which.Message;
    }

    [Theory]
    [InlineData(256, "256 is out of the range of byte.*")]
    [InlineData(-1, "-1 is out of the range of byte.*")]
    [InlineData("a", "expected byte, got a str.*")]
    [InlineData(1.0, "expected byte, got a float.*")]
    [InlineData(null, "expected byte, got None.*")]
    public static void A_value_that_does_not_fit_is_refused(object? value, string reason) =>
        FluentActions
            .Invoking(() => Copy<object?, byte>(value))
            .Should()
            .Throw<UnpicklingException>()
            .WithMessage(reason);

    private static T Copy<T>(T value) => Copy<T, T>(value);

    private static TResult Copy<T, TResult>(T value) =>
        new Unpickler(Types).Load<TResult>(new Pickler(Types).Dump(value));

    private static void Fill(Token token, object? state)
    {
        if (state is (string type, string id))
            (token.TypeId, token.Id) = (type, id);
    }
}

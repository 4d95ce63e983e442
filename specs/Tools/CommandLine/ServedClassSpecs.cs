using System.Runtime.Loader;
using Multiprocessing;
using SharedState;
using SharedState.Serving;
using SharedStateSpecs.Library.Managers.Servers;

namespace SharedStateSpecs.Tools.CommandLine;

/// <summary>The classes of `sharedstate serve --type`.</summary>
public static class ServedClassSpecs
{
    private static readonly string Own = typeof(ServedClassSpecs).Assembly.Location;

    public abstract class Abstract;

    public sealed class Hidden
    {
        private Hidden() { }

        public static Hidden Only { get; } = new();
    }

    public sealed class Generic<T>
    {
        public T? Value { get; set; }
    }

    [Fact]
    public static void An_assembly_is_loaded_separately_but_shares_the_library()
    {
        var loaded = ServedClass.Load([
            $"Counter={Own}#{typeof(RegisteredClassSpecs.Counter)}",
            $"Other={Own}#{typeof(Generic<>).DeclaringType}+Hidden",
        ]);

        loaded.Select(each => each.Name).Should().Equal("Counter", "Other");
        loaded[0].Type.Should().NotBe<RegisteredClassSpecs.Counter>("it is this assembly, loaded again");
        loaded[0].Type.Assembly.Should().BeSameAs(loaded[1].Type.Assembly);
        AssemblyLoadContext
            .GetLoadContext(loaded[0].Type.Assembly)!
            .LoadFromAssemblyName(typeof(ManagerServer).Assembly.GetName())
            .Should()
            .BeSameAs(typeof(ManagerServer).Assembly);
    }

    [Theory]
    [InlineData("Counter", "is not NAME=ASSEMBLY.dll#NAMESPACE.CLASS with a valid Python name.")]
    [InlineData("Counter=x.dll", "is not NAME=ASSEMBLY.dll#NAMESPACE.CLASS with a valid Python name.")]
    [InlineData("1st=x.dll#X", "is not NAME=ASSEMBLY.dll#NAMESPACE.CLASS with a valid Python name.")]
    [InlineData("list=x.dll#X", "has the name of a type that every server has. Use a name other than list.")]
    public static void An_invalid_class_is_refused(string text, string why) =>
        Refusal(text).Should().Be($"--type {text} {why}");

    [Fact]
    public static void A_name_is_used_once()
    {
        var text = $"Counter={Own}#{typeof(RegisteredClassSpecs.Counter)}";

        Refusal(text, text)
            .Should()
            .Be($"--type {text} has the name of another --type or --share. Use a name other than Counter.");
    }

    [Fact]
    public static void A_missing_assembly_is_refused() =>
        Refusal("X=nowhere.dll#X")
            .Should()
            .Be(
                $"--type X=nowhere.dll#X names an assembly that does not exist: {Path.GetFullPath("nowhere.dll")}. "
                    + "Build it, or correct the path."
            );

    [Fact]
    public static void A_file_other_than_an_assembly_is_refused()
    {
        var file = Path.ChangeExtension(Own, ".runtimeconfig.json");

        Refusal($"X={file}#X")
            .Should()
            .Be(
                $"--type X={file}#X names a file that is not a .NET assembly, "
                    + $"or needs a .NET newer than {Environment.Version}: {file}"
            );
    }

    [Theory]
    [InlineData(
        "addressbook",
        "names a class that does not exist. "
            + "Did you mean SharedStateSpecs.Library.Managers.Proxies.InterfaceProxySpecs+AddressBook?"
    )]
    [InlineData(
        "No.Such",
        "names a class that does not exist. Write it with its namespace, and a nested class as Outer+Inner."
    )]
    [InlineData(
        "SharedStateSpecs.Tools.CommandLine.ServedClassSpecs+Generic`1",
        "is generic. Use a class that is not, such as one derived from it."
    )]
    public static void A_missing_or_generic_class_is_refused(string type, string why) =>
        Refusal($"X={Own}#{type}").Should().Be($"--type X={Own}#{type} {why}");

    [Theory]
    [InlineData(typeof(Abstract))]
    [InlineData(typeof(Hidden))]
    [InlineData(typeof(ServedClassSpecs))]
    public static void A_class_without_a_public_constructor_is_refused(Type type) =>
        Refusal($"X={Own}#{type}")
            .Should()
            .Be($"--type X={type} is a class without a public constructor, or an abstract one. Use another class.");

    [Fact]
    public static void A_class_with_an_event_is_refused() =>
        Refusal($"X={Own}#{typeof(ExposedMemberSpecs.Bell)}")
            .Should()
            .Be(
                $"--type X={typeof(ExposedMemberSpecs.Bell)} has an event, Rung, which clients in other processes "
                    + "cannot use. Use a class without events."
            );

    private static string Refusal(params string[] texts)
    {
        using var server = new ManagerServer("a key"u8);
        return FluentActions
            .Invoking(() => ServedClass.Load(texts).ToList().ForEach(each => each.RegisterAt(server)))
            .Should()
            .Throw<BadArgumentsException>()
            .Which.Message;
    }
}

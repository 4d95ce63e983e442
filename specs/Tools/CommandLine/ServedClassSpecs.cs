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
    public static void An_assembly_is_loaded_apart_from_this_program_but_shares_the_library()
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
    [InlineData("Counter", "is not NAME=ASSEMBLY.dll#NAMESPACE.CLASS, with a name that Python can have.")]
    [InlineData("Counter=x.dll", "is not NAME=ASSEMBLY.dll#NAMESPACE.CLASS, with a name that Python can have.")]
    [InlineData("1st=x.dll#X", "is not NAME=ASSEMBLY.dll#NAMESPACE.CLASS, with a name that Python can have.")]
    [InlineData("list=x.dll#X", "has the name of a type that every server has: say another than list.")]
    public static void One_that_is_written_otherwise_is_refused(string text, string why) =>
        Refusal(text).Should().Be($"--type {text} {why}");

    [Fact]
    public static void A_name_is_given_once()
    {
        var text = $"Counter={Own}#{typeof(RegisteredClassSpecs.Counter)}";

        Refusal(text, text).Should().Be($"--type {text} has a name that another --type has: say another than Counter.");
    }

    [Fact]
    public static void An_assembly_that_is_not_there_is_refused() =>
        Refusal("X=nowhere.dll#X")
            .Should()
            .Be(
                $"--type X=nowhere.dll#X names an assembly that is not there: {Path.GetFullPath("nowhere.dll")}. Build it, or correct the path."
            );

    [Fact]
    public static void A_file_that_is_no_assembly_is_refused()
    {
        var file = Path.ChangeExtension(Own, ".runtimeconfig.json");

        Refusal($"X={file}#X")
            .Should()
            .Be(
                $"--type X={file}#X names a file that is no assembly of .NET, or of a newer one than {Environment.Version}: {file}"
            );
    }

    [Theory]
    [InlineData(
        "addressbook",
        "names a class that is not there. Did you mean SharedStateSpecs.Library.Managers.Proxies.InterfaceProxySpecs+AddressBook?"
    )]
    [InlineData(
        "No.Such",
        "names a class that is not there. Name it with its namespace, and a nested one as Outer+Inner."
    )]
    [InlineData(
        "SharedStateSpecs.Tools.CommandLine.ServedClassSpecs+Generic`1",
        "is generic: name a class that is not, such as one derived from it."
    )]
    public static void A_class_that_is_not_there_is_refused(string type, string why) =>
        Refusal($"X={Own}#{type}").Should().Be($"--type X={Own}#{type} {why}");

    [Theory]
    [InlineData(typeof(Abstract))]
    [InlineData(typeof(Hidden))]
    [InlineData(typeof(ServedClassSpecs))]
    public static void A_class_that_nobody_can_make_is_refused(Type type) =>
        Refusal($"X={Own}#{type}")
            .Should()
            .Be(
                $"--type X={type} is a class that nobody can make an object of: name one that has a public constructor and is not abstract."
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

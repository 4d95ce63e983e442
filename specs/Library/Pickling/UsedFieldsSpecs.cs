using System.Reflection;
using Multiprocessing;
using Multiprocessing.Pickling;

namespace SharedStateSpecs.Library.Pickling;

/// <summary>The instructions of any method can be read, to find the fields that it uses.</summary>
public static class UsedFieldsSpecs
{
    private const BindingFlags All =
        BindingFlags.Static
        | BindingFlags.Instance
        | BindingFlags.Public
        | BindingFlags.NonPublic
        | BindingFlags.DeclaredOnly;

    private static int number;

    [Fact]
    public static void The_instructions_of_every_method_of_the_library_can_be_read() =>
        typeof(ProcessPool)
            .Assembly.GetTypes()
            .SelectMany(type => type.GetMethods(All))
            .Where(method => UsedFields.Of(method, static _ => false) is null)
            .Should()
            .BeEmpty();

    [Fact]
    public static void A_field_is_found_that_a_method_or_one_that_it_calls_uses()
    {
        var field = typeof(UsedFieldsSpecs).GetField(nameof(number), All)!;

        Uses(nameof(Read)).Should().BeTrue();
        Uses(nameof(Call)).Should().BeTrue();
        Uses(nameof(Switch)).Should().BeTrue("it is behind the operands of a switch");
        Uses(nameof(Other)).Should().BeFalse();

        bool Uses(string method) =>
            UsedFields
                .Of(typeof(UsedFieldsSpecs).GetMethod(method, All)!, type => type == typeof(UsedFieldsSpecs))!
                .Contains(field);
    }

    [Fact]
    public static void A_method_without_instructions_uses_nothing() =>
        UsedFields
            .Of(typeof(IDisposable).GetMethod(nameof(IDisposable.Dispose))!, static _ => true)
            .Should()
            .NotBeNull();

    private static int Read() => number;

    private static int Call() => Read() + 1;

    private static int Switch(int x) =>
        x switch
        {
            0 => 4,
            1 => 7,
            2 => 1,
            3 => 8,
            4 => number++,
            _ => 2,
        };

    private static double Other() => 0.5 + 1L;
}

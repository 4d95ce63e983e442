using Multiprocessing.Testing;

namespace SharedStateSpecs.Tools.Testing;

/// <summary>What a program may print: a line that one write(2) puts into a pipe whole.</summary>
public static class PrintSpecs
{
    [Fact]
    public static void A_line_has_the_name_of_its_process_before_it() =>
        Print
            .Encode("worker-1", "in g(110): data = [110]")
            .Should()
            .Equal("worker-1 | in g(110): data = [110]\n"u8.ToArray());

    [Fact]
    public static void A_line_may_fill_what_one_write_keeps_whole() =>
        Print.Encode("main", new string('x', 4088)).Should().HaveCount(4096);

    [Fact]
    public static void A_longer_line_is_refused()
    {
        var act = () => Print.Encode("main", new string('x', 4089));

        act.Should().Throw<ArgumentException>().WithMessage("*at most 4096 bytes*this one has 4097*Print less of it*");
    }

    [Fact]
    public static void A_line_break_is_refused()
    {
        var act = () => Print.Encode("main", "one\ntwo");

        act.Should().Throw<ArgumentException>().WithMessage("An observation is one line*");
    }

    [Fact]
    public static void An_object_keeps_its_identity_and_shares_it_with_no_other()
    {
        var data = new List<int> { 1, 2 };

        Identity.Of(data).Should().Be(Identity.Of(data));
        Identity.Of(new List<int> { 1, 2 }).Should().NotBe(Identity.Of(data), "equal lists are two objects");
    }

    [Fact]
    public static void A_gate_stands_in_a_run_only()
    {
        var act = () => Gate.Open("a gate");

        act.Should()
            .Throw<InvalidOperationException>()
            .WithMessage("This process belongs to no run*DotNetProgram or PythonProgram.");
    }
}

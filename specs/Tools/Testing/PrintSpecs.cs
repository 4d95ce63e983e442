using Multiprocessing.Testing;
using SharedStateSpecs.Repository.Conventions;

namespace SharedStateSpecs.Tools.Testing;

/// <summary>A program prints whole lines: each fits into one write(2) to a pipe.</summary>
public static class PrintSpecs
{
    [Fact]
    public static void A_line_begins_with_the_name_of_its_process() =>
        Print
            .Encode("worker-1", "in g(110): data = [110]")
            .Should()
            .Equal("worker-1 | in g(110): data = [110]\n"u8.ToArray());

    [Fact]
    public static void A_line_of_a_task_is_read_with_its_task()
    {
        var line = TranscriptLine.Parse($"worker-1 | {TranscriptLine.InTask("g(110)", "a: b")}");

        line.Should().Be(new TranscriptLine("worker-1", "g(110)", "a: b"));
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("g: 1")]
    public static void A_task_that_the_transcript_could_not_name_is_refused(string task)
    {
        var act = () => Print.Task(task, "text");

        act.Should().Throw<ArgumentException>().WithParameterName(nameof(task));
    }

    [Fact]
    public static void A_line_can_be_as_long_as_one_write_keeps_whole() =>
        Print.Encode("main", new string('x', Print.LongestLine - 8)).Should().HaveCount(Print.LongestLine);

    [Fact]
    [Linux("it is 512 on macOS.")]
    public static void One_write_keeps_4096_bytes_whole_here() => Print.LongestLine.Should().Be(4096);

    [Fact]
    public static void A_longer_line_is_refused()
    {
        var act = () => Print.Encode("main", new string('x', Print.LongestLine - 7));

        act.Should()
            .Throw<ArgumentException>()
            .WithMessage($"*at most {Print.LongestLine} bytes*this one has {Print.LongestLine + 1}*Print less.*");
    }

    [Fact]
    public static void A_text_of_two_lines_is_refused()
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
    public static void A_gate_exists_only_in_a_run()
    {
        var act = () => Gate.Open("a gate");

        act.Should()
            .Throw<InvalidOperationException>()
            .WithMessage("This process does not belong to a run*DotNetProgram or PythonProgram.");
    }
}

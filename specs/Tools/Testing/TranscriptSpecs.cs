using Multiprocessing.Testing;

namespace SharedStateSpecs.Tools.Testing;

/// <summary>How a transcript reads the lines that processes wrote.</summary>
public static class TranscriptSpecs
{
    [Fact]
    public static void A_line_is_a_process_a_task_and_a_text() =>
        Transcript
            .Parse("worker-1 | in g(110): id(data) = #7.1, data = [110]\n")
            .Lines.Should()
            .Equal(new TranscriptLine("worker-1", "g(110)", "id(data) = #1, data = [110]"));

    [Fact]
    public static void A_line_outside_of_tasks_has_none() =>
        Transcript
            .Parse("main | before: id(data) = #7.1\n")
            .Lines.Should()
            .Equal(new TranscriptLine("main", null, "before: id(data) = #1"));

    [Fact]
    public static void A_line_that_is_not_an_observation_is_refused()
    {
        var act = () => Transcript.Parse("main | begins\nHello, World!\n");

        act.Should().Throw<FormatException>().WithMessage("Not an observation: 'Hello, World!'.*Print.Line*");
    }

    [Fact]
    public static void Identities_are_numbered_in_order_of_appearance() =>
        Transcript
            .Parse("main | #80.1\nworker-1 | #81.1, #80.1\nworker-2 | #82.1")
            .Raw.Should()
            .Be("main | #1\nworker-1 | #2, #1\nworker-2 | #3");

    [Fact]
    public static void Raw_keeps_the_order_and_numbers_workers_in_order_of_appearance() =>
        Transcript
            .Parse("worker-9 | in f(2): done\nworker-4 | in f(1): done\nworker-9 | in f(0): done")
            .Raw.Should()
            .Be("worker-1 | in f(2): done\nworker-2 | in f(1): done\nworker-1 | in f(0): done");

    [Fact]
    public static void Canonical_numbers_workers_by_their_lowest_tasks() =>
        Transcript
            .Parse("worker-9 | in f(10): #1.1\nworker-4 | in f(9): #2.1\nworker-9 | in f(11): #1.1")
            .Canonical.Should()
            .Be("worker-1 | in f(9): #1\nworker-2 | in f(10): #2\nworker-2 | in f(11): #2");

    [Fact]
    public static void Canonical_puts_lines_outside_of_tasks_first_and_idle_workers_last() =>
        Transcript
            .Parse("worker-1 | global: x\nworker-2 | global: x\nworker-2 | in f(1): x")
            .Canonical.Should()
            .Be("worker-1 | global: x\nworker-2 | global: x\nworker-1 | in f(1): x");

    [Fact]
    public static void Canonical_moves_nothing_past_a_line_of_main() =>
        Transcript
            .Parse("worker-7 | in f(2): x\nmain | after\nworker-7 | in f(1): x")
            .Canonical.Should()
            .Be("worker-1 | in f(2): x\nmain | after\nworker-1 | in f(1): x");

    [Theory]
    [InlineData("worker-1 | bump(1) count 1\nworker-2 | bump(2) count 1")]
    [InlineData("worker-1 | count 1\nworker-2 | count 1\nworker-2 | count 2")]
    [InlineData("worker-3 | in f(1): x\nworker-1 | in f2: x\nworker-1 | b\nworker-4 | a\nworker-5 | b\nmain | after")]
    public static void Canonical_refuses_different_lines_outside_of_tasks(string text) =>
        FluentActions
            .Invoking(() => Transcript.Parse(text).Canonical)
            .Should()
            .Throw<InvalidOperationException>()
            .WithMessage("*no canonical order: worker-? and worker-? wrote different lines outside of *Print.Task*");

    [Theory]
    [InlineData("worker-1 | bump(1) count 1\nmain | after\nworker-2 | bump(2) count 1")]
    [InlineData("worker-1 | count 1\nworker-2 | count 1")]
    [InlineData("worker-1 | a\nworker-1 | b")]
    [InlineData("worker-1 | id(a) = #7.1\nworker-2 | id(a) = #8.1")]
    public static void Canonical_takes_lines_outside_of_tasks_whose_order_makes_no_difference(string text) =>
        FluentActions.Invoking(() => Transcript.Parse(text).Canonical).Should().NotThrow();

    [Fact]
    public static void Canonical_refuses_one_name_for_tasks_of_two_workers() =>
        FluentActions
            .Invoking(() => Transcript.Parse("worker-1 | in f(1): a\nworker-2 | in f(1): b").Canonical)
            .Should()
            .Throw<InvalidOperationException>()
            .WithMessage("*worker-1 and worker-2 have lines of one task, f(1), *Give each task a name of its own*");
}

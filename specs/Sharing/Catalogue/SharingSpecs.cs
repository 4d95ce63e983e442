using Multiprocessing.Testing;
using Observations;

namespace SharedStateSpecs.Sharing.Catalogue;

/// <summary>
/// The answers about what is shared depend on what is printed. The README has the answers of real processes, and a spec
/// checks those.
/// </summary>
public static class SharingSpecs
{
    [Fact]
    public static void Workers_that_shared_all_memory_would_answer_yes() =>
        Answers(
                """
                main | id(data) = #1, data = [0, 1, 2, 3, 4, 5, 6]
                main | ***workers read from a list***
                worker-1 | in f(3): id(data) = #1
                main | [3, 6, 0, 2, 5]
                main | ***workers append to a list***
                main | before: id(data) = #1, data = [0]
                worker-2 | in g(110): id(data) = #1, data = [0, 110]
                worker-3 | in g(104): id(data) = #1, data = [0, 110, 104]
                main | after: id(data) = #1, data = [0, 110, 104]
                """
            )
            .Should()
            .Equal(true, true, true, true, true);

    [Fact]
    public static void Workers_that_shared_nothing_would_answer_no() =>
        Answers(
                """
                main | id(data) = #1, data = [0, 1, 2, 3, 4, 5, 6]
                main | ***workers read from a list***
                worker-1 | in f(3): id(data) = #2
                main | ***IndexError: list index out of range***
                main | ***workers append to a list***
                main | before: id(data) = #1, data = [0]
                worker-2 | in g(110): id(data) = #3, data = [110]
                worker-2 | in g(104): id(data) = #4, data = [104]
                main | after: id(data) = #1, data = [0]
                """
            )
            .Should()
            .Equal(false, false, false, false, false);

    [Fact]
    public static void A_program_that_printed_nothing_shows_no_sharing() =>
        Answers("").Should().Equal(false, false, false, false, false);

    private static IEnumerable<bool> Answers(string transcript) =>
        SharingMatrix.Questions.Select(question => question.Answer(Transcript.Parse(transcript)));
}

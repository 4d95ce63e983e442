using Multiprocessing.Testing;
using SharedStateSpecs.Repository.Conventions;

namespace SharedStateSpecs.Tools.Testing;

/// <summary>Which Python a program runs on.</summary>
public static class CPythonSpecs
{
    [Fact, Requires("python3")]
    public static void The_one_on_the_search_path_reports_its_version() =>
        CPython.Find()!.Version.Should().MatchRegex(@"^3\.\d+\.\d+");

    [Fact, Requires("python3")]
    public static void One_is_found_by_its_path() =>
        CPython.At(CPython.Find()!.Executable).ToString().Should().StartWith("CPython 3.");

    [Fact]
    public static void A_path_without_a_file_is_refused()
    {
        var act = () => CPython.At("/no/such/python");

        act.Should().Throw<ArgumentException>().WithMessage("'/no/such/python' is not a CPython 3.7 or later.*");
    }

    [Fact, Requires("true")]
    public static void A_program_other_than_Python_is_refused()
    {
        var act = () => CPython.At("true");

        act.Should().Throw<ArgumentException>().WithMessage("'true' is not a CPython*");
    }
}

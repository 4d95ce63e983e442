using System.Globalization;
using SharedStateSpecs.Repository.Conventions;

namespace SharedStateSpecs.Library.Managers.Servers;

/// <summary>
/// A shared list, dict or array behaves like Python's own: results, exceptions with their messages, and text.
/// </summary>
[CPython, Linux("Clients connect to a Unix socket."), Soak]
public static class BuiltinComparisonSpecs
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public static void A_shared_object_behaves_like_Pythons_own(int seed)
    {
        using var server = new ServerWithPythonClients();

        server
            .RunFile(
                "compare_with_builtins.py",
                [
                    .. new[] { seed, SoakAttribute.Times(400), SoakAttribute.Limit.TotalSeconds }.Select(number =>
                        number.ToString(CultureInfo.InvariantCulture)
                    ),
                ]
            )
            .Should()
            .BeEmpty();
    }
}

using System.Globalization;
using SharedStateSpecs.Repository.Conventions;

namespace SharedStateSpecs.Library.Managers.Servers;

/// <summary>
/// A shared list, dict or array does what Python's own does: results, exceptions with their texts, and how it prints.
/// </summary>
[CPython, Linux("Clients connect to a Unix socket."), Soak]
public static class PythonTwinSpecs
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public static void A_shared_object_is_not_to_be_told_from_its_twin(int seed)
    {
        using var client = new ServerWithPythonClients();

        client
            .RunFile(
                "twins.py",
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

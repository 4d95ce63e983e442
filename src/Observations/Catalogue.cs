using Observations.Additions;
using Observations.Arguments;
using Observations.Globals;
using Observations.Managers;

namespace Observations;

/// <summary>All observations, in the order of their numbers.</summary>
internal static class Catalogue
{
    public static IReadOnlyList<Observation> All { get; } =
    [.. GeneralRows.All, .. GlobalRows.All, .. ArgumentRows.All, .. ManagerRows.All, .. AdditionRows.All];
}

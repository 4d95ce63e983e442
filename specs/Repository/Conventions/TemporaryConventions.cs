using System.Runtime.CompilerServices;
using Multiprocessing.Testing;

namespace SharedStateSpecs.Repository.Conventions;

/// <summary>
/// Where specs, and the processes that they start, make temporary directories: in one that is gone with the test host,
/// also where that is killed.
/// </summary>
internal static class TemporaryConventions
{
    private const string Applied = "SHAREDSTATE_SPECS_TEMPORARY";

    [ModuleInitializer]
    internal static void Apply()
    {
        // A child that runs this module has its test host's.
        if (Environment.GetEnvironmentVariable(Applied) is not null)
            return;

        Environment.SetEnvironmentVariable(Applied, "yes");
        Environment.SetEnvironmentVariable(TemporaryDirectories.Variable, TemporaryDirectories.Create());
    }
}

using System.Runtime.CompilerServices;
using Multiprocessing.Platform;

namespace SharedStateSpecs.Repository.Conventions;

/// <summary>
/// Specs, and the processes that they start, make their temporary directories in one that is removed when the test host
/// ends, even if it is killed.
/// </summary>
internal static class TemporaryConventions
{
    private const string Applied = "SHAREDSTATE_SPECS_TEMPORARY";

    [ModuleInitializer]
    internal static void Apply()
    {
        // A child that runs this module uses its test host's directory.
        if (Environment.GetEnvironmentVariable(Applied) is not null)
            return;

        Environment.SetEnvironmentVariable(Applied, "yes");
        Environment.SetEnvironmentVariable(TemporaryDirectories.Variable, TemporaryDirectories.Create());
    }
}

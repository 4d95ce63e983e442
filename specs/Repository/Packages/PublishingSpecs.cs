using System.Runtime.InteropServices;
using SharedStateSpecs.Repository.Conventions;

namespace SharedStateSpecs.Repository.Packages;

/// <summary>A program whose children could not run is refused when it is published, and again when it starts.</summary>
[BuildServer, Collection(nameof(PackedPackages))]
public sealed class PublishingSpecs(PackedPackages packages)
{
    [Theory]
    [InlineData("PublishTrimmed=true", "error MULTIPROCESSING002: Multiprocessing does not work in a trimmed program")]
    [InlineData("PublishAot=true", "error MULTIPROCESSING001: Multiprocessing does not work in a program that is comp")]
    [InlineData("StartupHookSupport=false", "error MULTIPROCESSING003: Multiprocessing needs startup hooks in a prog")]
    public void A_program_without_startup_hooks_is_not_published(string property, string reason) =>
        packages
            .Fail(1, NewProject(), "dotnet", "publish", "--self-contained", $"-p:{property}")
            .Should()
            .Contain(reason);

    [Fact]
    public void A_trimmed_program_that_was_published_all_the_same_starts_no_child()
    {
        var project = NewProject(attributes: "ExcludeAssets=\"buildTransitive\"");
        packages.Run(project, "dotnet", "publish", "--output", "published", "-p:PublishTrimmed=true");

        packages
            .Fail(3, project, Path.Combine(project, "published", "program"))
            .Should()
            .StartWith(
                "Main runs\nCannot spawn a process: System.StartupHookProvider.IsSupported is false",
                "no child has run Main again"
            );
    }

    private string NewProject(string attributes = "")
    {
        var place = packages.NewDirectory();
        File.WriteAllText(
            Path.Combine(place, "program.csproj"),
            $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <RuntimeIdentifier>{RuntimeInformation.RuntimeIdentifier}</RuntimeIdentifier>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="Multiprocessing" Version="{packages.Version}" {attributes} />
              </ItemGroup>
            </Project>
            """
        );
        File.WriteAllText(
            Path.Combine(place, "Program.cs"),
            """
            using System;
            using Multiprocessing;

            Console.WriteLine("Main runs");
            try
            {
                return ChildProcess.Start(static () => 6 * 7).Result;
            }
            catch (ProcessStartException refusal)
            {
                Console.WriteLine(refusal.Message);
                return 3;
            }
            """
        );
        return place;
    }
}

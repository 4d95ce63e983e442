using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using PublicApiGenerator;
using SharedStateSpecs.Repository.Conventions;

namespace SharedStateSpecs.Repository.Packages;

/// <summary>
/// The public API of each package: to change it is to change its snapshot.
/// </summary>
public sealed class PublicApiSpecs : Specs
{
    private static readonly ApiGeneratorOptions Options = new()
    {
        IncludeAssemblyAttributes = false,
        AllowNamespacePrefixes = ["Microsoft.Extensions.DependencyInjection"],
    };

    [Fact]
    public Task Multiprocessing() => Verify(ApiOf(typeof(Multiprocessing.ProcessPool).Assembly));

    [Fact]
    public Task Multiprocessing_Testing() => Verify(ApiOf(typeof(Multiprocessing.Testing.DotNetProgram).Assembly));

    [Fact]
    public Task Multiprocessing_Extensions_Hosting() =>
        Verify(ApiOf(typeof(ProcessPoolServiceCollectionExtensions).Assembly));

    private static string ApiOf(Assembly assembly) =>
        assembly.GeneratePublicApi(Options).ReplaceLineEndings("\n").TrimEnd();
}

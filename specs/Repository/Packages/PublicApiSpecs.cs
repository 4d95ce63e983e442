using System.Reflection;
using PublicApiGenerator;
using SharedStateSpecs.Repository.Conventions;

namespace SharedStateSpecs.Repository.Packages;

/// <summary>
/// What a package promises to those who compile against it: a change of it is a change of the snapshot.
/// </summary>
public sealed class PublicApiSpecs : Specs
{
    private static readonly ApiGeneratorOptions Options = new() { IncludeAssemblyAttributes = false };

    [Fact]
    public Task Multiprocessing() => Verify(ApiOf(typeof(Multiprocessing.ProcessPool).Assembly));

    [Fact]
    public Task Multiprocessing_Testing() => Verify(ApiOf(typeof(Multiprocessing.Testing.DotNetProgram).Assembly));

    private static string ApiOf(Assembly assembly) =>
        assembly.GeneratePublicApi(Options).ReplaceLineEndings("\n").TrimEnd();
}

using System.IO.Compression;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Runtime.InteropServices;
using System.Xml.Linq;
using SharedStateSpecs.Repository.Conventions;

namespace SharedStateSpecs.Repository.Packages;

/// <summary>What a package contains, and what it says about itself.</summary>
[BuildServer, Collection(nameof(PackedPackages))]
public sealed class ContentSpecs(PackedPackages packages)
{
    private static readonly string[] OfOurs = ["LICENSE", "README.md"];
    private static readonly string[] OfAny = ["_rels", "package", "[Content_Types].xml"];

    [Fact]
    public void The_library_is_packed_for_any_system_and_precompiled_for_this_one() =>
        Files("Multiprocessing")
            .Should()
            .BeEquivalentTo([
                .. OfOurs,
                "analyzers/dotnet/cs/Multiprocessing.Analyzers.CodeFixes.dll",
                "analyzers/dotnet/cs/Multiprocessing.Analyzers.dll",
                "buildTransitive/Multiprocessing.targets",
                "lib/net10.0/Multiprocessing.dll",
                "lib/net10.0/Multiprocessing.xml",
                $"runtimes/{RuntimeInformation.RuntimeIdentifier}/lib/net10.0/Multiprocessing.dll",
            ]);

    [Fact]
    public void A_library_for_any_system_has_no_native_code()
    {
        using var package = ZipFile.OpenRead(packages.PathOf("Multiprocessing"));
        using var library = new PEReader([.. Bytes(package.GetEntry("lib/net10.0/Multiprocessing.dll")!)]);

        library.PEHeaders.CoffHeader.Machine.Should().Be(Machine.I386, "an assembly for any processor is marked so");
        library.PEHeaders.CorHeader!.ManagedNativeHeaderDirectory.Size.Should().Be(0);
    }

    [Fact]
    public void The_test_library_is_one_assembly_that_needs_the_library_and_no_test_framework()
    {
        Files("Multiprocessing.Testing")
            .Should()
            .BeEquivalentTo([
                .. OfOurs,
                "lib/net10.0/Multiprocessing.Testing.dll",
                "lib/net10.0/Multiprocessing.Testing.xml",
            ]);
        Says("Multiprocessing.Testing", "dependency")
            .Select(dependency => dependency.Attribute("id")!.Value)
            .Should()
            .BeEquivalentTo("Multiprocessing", "DiffPlex");
    }

    [Fact]
    public void The_package_for_hosts_is_one_assembly_that_needs_the_library_and_parts_of_the_host()
    {
        Files("Multiprocessing.Extensions.Hosting")
            .Should()
            .BeEquivalentTo([
                .. OfOurs,
                "lib/net10.0/Multiprocessing.Extensions.Hosting.dll",
                "lib/net10.0/Multiprocessing.Extensions.Hosting.xml",
            ]);
        var needed = Says("Multiprocessing.Extensions.Hosting", "dependency")
            .Select(dependency => dependency.Attribute("id")!.Value);
        needed.Should().Contain("Multiprocessing");
        needed
            .Where(id => id != "Multiprocessing")
            .Should()
            .OnlyContain(
                id => id.StartsWith("Microsoft.Extensions.", StringComparison.Ordinal),
                "an application with a host has these"
            );
    }

    [Fact]
    public void The_command_contains_the_programs_in_Python()
    {
        var programs = Directory
            .EnumerateFiles(SourceTree.PathOf("src/Observations"), "*.py", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(SourceTree.PathOf("src/Observations"), file).Replace('\\', '/'));

        Files("SharedState")
            .Where(file => file.EndsWith(".py", StringComparison.Ordinal))
            .Should()
            .BeEquivalentTo(programs.Select(program => $"tools/net10.0/any/Python/{program}"));
        Files("SharedState")
            .Select(Path.GetExtension)
            .Distinct()
            .Should()
            .BeEquivalentTo(["", ".md", ".dll", ".json", ".pdb", ".py", ".xml"]);
    }

    [Theory]
    [InlineData("Multiprocessing")]
    [InlineData("Multiprocessing.Testing")]
    [InlineData("Multiprocessing.Extensions.Hosting")]
    public void A_debugger_finds_the_symbols_and_the_sources(string id)
    {
        using var package = ZipFile.OpenRead(packages.PathOf(id));
        using var symbols = ZipFile.OpenRead(Path.ChangeExtension(packages.PathOf(id), "snupkg"));
        using var assembly = new PEReader([.. Bytes(package.GetEntry($"lib/net10.0/{id}.dll")!)]);
        using var provider = MetadataReaderProvider.FromPortablePdbImage([
            .. Bytes(symbols.GetEntry($"lib/net10.0/{id}.pdb")!),
        ]);
        var reader = provider.GetMetadataReader();

        var entry = assembly.ReadDebugDirectory().Single(entry => entry.Type == DebugDirectoryEntryType.CodeView);
        new BlobContentId(reader.DebugMetadataHeader!.Id)
            .Guid.Should()
            .Be(assembly.ReadCodeViewDebugDirectoryData(entry).Guid);
        reader
            .Documents.Select(document => reader.GetString(reader.GetDocument(document).Name))
            .Where(name => !name.Contains("/obj/"))
            .Should()
            .NotBeEmpty()
            .And.OnlyContain(name => name.StartsWith($"/_/src/{id}/"), "no directory of the packing machine is named");
    }

    [Theory]
    [InlineData("Multiprocessing")]
    [InlineData("Multiprocessing.Testing")]
    [InlineData("Multiprocessing.Extensions.Hosting")]
    [InlineData("SharedState")]
    public void A_package_has_an_author_a_license_a_readme_a_description_and_tags(string id)
    {
        Says(id, "authors").Single().Value.Should().Be("SharedStateSpecs developers");
        Says(id, "license").Single().Value.Should().Be("MIT");
        Says(id, "readme").Single().Value.Should().Be("README.md");
        Says(id, "description").Single().Value.Should().EndWith(".");
        Says(id, "tags").Single().Value.Should().Contain("multiprocessing");
    }

    private List<XElement> Says(string id, string name)
    {
        using var package = ZipFile.OpenRead(packages.PathOf(id));
        using var manifest = package.GetEntry($"{id}.nuspec")!.Open();
        return [.. XDocument.Load(manifest).Descendants().Where(element => element.Name.LocalName == name)];
    }

    /// <summary>The files of a package, without those that every package must have.</summary>
    private List<string> Files(string id)
    {
        using var package = ZipFile.OpenRead(packages.PathOf(id));
        return
        [
            .. package
                .Entries.Select(entry => entry.FullName)
                .Where(name => name != $"{id}.nuspec" && !OfAny.Contains(name.Split('/')[0])),
        ];
    }

    private static byte[] Bytes(ZipArchiveEntry entry)
    {
        using var copy = new MemoryStream();
        using (var stream = entry.Open())
            stream.CopyTo(copy);
        return copy.ToArray();
    }
}

using System.Diagnostics;
using System.Text.Json;
using Multiprocessing;
using Multiprocessing.Managers.Client;
using Multiprocessing.Pickling;
using SharedStateSpecs.Library.Pickling;
using SharedStateSpecs.Repository.Conventions;

namespace SharedStateSpecs.Library.Sharing;

/// <summary>
/// One run of a CPython program that opens segments of this process and creates two of its own, and then ends.
/// </summary>
public sealed class CPythonSegments : IDisposable
{
    private readonly Lazy<JsonElement> seen;

    public CPythonSegments()
    {
        Memory.Span[0] = 1;
        Memory.Span[2] = 3;
        seen = new(Run);
    }

    public SharedMemory Memory { get; } = SharedMemory.Create(5_000);

    public SharedArray<int> Array { get; } = SharedArray.CopyOf<int>([10, 20, 30]);

    public ShareableList Items { get; } =
        ShareableList.Create([5, long.MaxValue, 2.5, true, null, "é", "x"u8.ToArray()]);

    public SharedMemory Tracked { get; } = SharedMemory.Create(10);

    public string MadeName { get; } = $"psm_{Guid.NewGuid().ToString("N")[..8]}";

    public string MadeListName { get; } = $"psm_{Guid.NewGuid().ToString("N")[..8]}";

    /// <summary>What the program saw.</summary>
    public JsonElement Seen => seen.Value;

    public void Dispose()
    {
        foreach (var name in (string[])[MadeName, MadeListName])
        {
            if (!SharedMemorySpecs.IsThere(name))
                continue;

            using var memory = SharedMemory.Open(name);
            memory.Unlink();
        }

        Memory.Dispose();
        Array.Dispose();
        Items.Dispose();
        Tracked.Dispose();
    }

    private JsonElement Run()
    {
        string[] arguments =
        [
            Memory.Name,
            Array.Name,
            Items.Name,
            Tracked.Name,
            MadeName,
            MadeListName,
            Convert.ToBase64String(new Pickler(ClientTypes.Instance).Dump(Memory)),
        ];
        using var python = Process.Start(
            new ProcessStartInfo("python3", ["-c", Fixture.Text("shared_segments.py"), .. arguments])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            }
        )!;
        var errors = python.StandardError.ReadToEndAsync();
        var output = python.StandardOutput.ReadToEnd();
        python.WaitForExit(Limits.Wait).Should().BeTrue();
        output.Should().NotBeEmpty("the program wrote {0}", errors.Result);
        return JsonDocument.Parse(output).RootElement;
    }
}

using Multiprocessing;
using Multiprocessing.Managers.Client;
using Multiprocessing.Pickling;
using SharedStateSpecs.Repository.Conventions;

namespace SharedStateSpecs.Library.Sharing;

/// <summary>CPython's <c>multiprocessing.shared_memory</c> has the same segments, in both directions.</summary>
[CPython("3.8")]
[Linux("The segments of a process that has ended are looked for, which Windows does not have.")]
public sealed class CPythonSpecs(CPythonSegments python) : IClassFixture<CPythonSegments>
{
    [Fact]
    public void CPython_reads_and_writes_the_bytes_of_a_segment()
    {
        Seen("bytes").Should().Be("[1, 0, 3]");
        Seen("size").Should().Be("5000");

        python.Memory.Span[4_999].Should().Be(9);
    }

    [Fact]
    public void CPython_reads_and_writes_the_numbers_of_an_array_after_its_header()
    {
        Seen("numbers").Should().Be("[10, 20, 30]");
        Seen("length").Should().Be("3");
        if (python.Seen.TryGetProperty("numpy", out var view))
            view.GetRawText().Should().Be("[10, 50, 30]");

        python.Array.Span.ToArray().Should().Equal(10, 50, 60);
    }

    [Fact]
    public void CPython_reads_and_writes_the_items_of_a_list()
    {
        python
            .Seen.GetProperty("items")
            .GetString()
            .Should()
            .Be("[5, 9223372036854775807, 2.5, True, None, 'é', b'x']");

        python
            .Items.Should()
            .BeEquivalentTo(
                (object?[])["text", long.MaxValue, null, true, null, "é", "x"u8.ToArray()],
                options => options.WithStrictOrdering()
            );
    }

    [Fact]
    public void A_segment_crosses_to_CPython_and_back_in_a_pickle()
    {
        python.Seen.GetProperty("unpickled").GetString().Should().Be(python.Memory.Name);

        var pickle = python.Seen.GetProperty("pickle").GetBytesFromBase64();
        new Unpickler(ClientTypes.Instance).Load<SharedMemory>(pickle).Should().BeSameAs(python.Memory);
    }

    [Fact]
    public void A_segment_and_a_list_of_CPython_are_opened_and_not_removed_with_their_last_use()
    {
        _ = python.Seen;

        using (var memory = SharedMemory.Open(python.MadeName))
            (memory.Size, memory.Span[99]).Should().Be((100, 7));
        using (var list = ShareableList.Open(python.MadeListName))
        {
            list.Should()
                .BeEquivalentTo(
                    (object?[])[1, -2.5, true, null, "abc", "xyz"u8.ToArray()],
                    options => options.WithStrictOrdering()
                );
        }

        SharedMemorySpecs.IsThere(python.MadeName).Should().BeTrue();
        SharedMemorySpecs.IsThere(python.MadeListName).Should().BeTrue();
    }

    /// <summary>
    /// https://github.com/python/cpython/issues/82300: its resource tracker does not know that it only opened it.
    /// </summary>
    [Fact]
    public void A_process_of_CPython_that_ends_takes_the_names_of_what_it_opened()
    {
        _ = python.Seen;

        SpinWait
            .SpinUntil(() => !SharedMemorySpecs.IsThere(python.Tracked.Name), Limits.Wait)
            .Should()
            .BeTrue("the tracker ends after its process");
        python.Tracked.Span.Fill(1);
        SharedMemorySpecs.IsThere(python.Memory.Name).Should().BeTrue("it was opened without the tracker");
    }

    private string Seen(string what) => python.Seen.GetProperty(what).GetRawText();
}

using System.Runtime.Versioning;
using Multiprocessing;
using Multiprocessing.Pickling;
using Multiprocessing.Platform;
using SharedStateSpecs.Library.Connections;
using SharedStateSpecs.Library.Pickling;
using SharedStateSpecs.Repository.Conventions;

namespace SharedStateSpecs.Library.Sharing;

/// <summary>A segment of shared memory in one process.</summary>
public static class SharedMemorySpecs
{
    [Fact]
    public static void A_segment_opened_by_its_name_has_the_same_bytes()
    {
        using var made = SharedMemory.Create(5_000);
        using var opened = SharedMemory.Open(made.Name);
        made.Span[4_999] = 7;
        opened.Slice(0, 1)[0] = 5;

        (made.Span[0], opened.Memory.Span[4_999]).Should().Be(((byte)5, (byte)7));
        opened.Size.Should().Be(made.Size);
    }

    [Fact]
    public static void A_new_segment_has_only_zeros()
    {
        using var memory = SharedMemory.Create(100_000);

        memory.Span.ContainsAnyExcept((byte)0).Should().BeFalse();
    }

    [Fact]
    public static void The_last_use_removes_the_segment()
    {
        var made = SharedMemory.Create(1);
        var opened = SharedMemory.Open(made.Name);

        made.Dispose();
        SharedMemory.Open(made.Name).Dispose();
        opened.Dispose();

        IsThere(made.Name).Should().BeFalse();
    }

    [Fact]
    [Linux("A name of Windows lives as long as its segment.")]
    public static void A_segment_without_a_name_is_used_on()
    {
        using var made = SharedMemory.Create(10);
        using var opened = SharedMemory.Open(made.Name);

        made.Unlink();
        made.Unlink();
        made.Span[9] = 3;

        opened.Span[9].Should().Be(3);
        IsThere(made.Name).Should().BeFalse();
    }

    [Fact]
    [Linux("It looks in /dev/shm.")]
    public static void A_name_that_was_given_to_another_segment_is_left_to_it()
    {
        var old = SharedMemory.Create(10);
        old.Unlink();
        using var another = SharedMemory.Create(20, old.Name);

        old.Unlink();
        old.Dispose();

        IsThere(another.Name).Should().BeTrue();
    }

    [Fact]
    [Linux("It looks in /dev/shm.")]
    [SupportedOSPlatform("linux")]
    public static void Only_its_user_can_open_a_segment()
    {
        using var memory = SharedMemory.Create(10);

        (File.GetUnixFileMode($"/dev/shm/{memory.Name}") & ~UnixFileMode.StickyBit)
            .Should()
            .Be(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Fact]
    public static void What_was_disposed_cannot_be_used()
    {
        var memory = SharedMemory.Create(10);
        var kept = memory.Memory;
        memory.Dispose();
        memory.Dispose();

        foreach (
            var use in (Action[])
                [
                    () => _ = memory.Span.Length,
                    () => _ = memory.Memory,
                    () => _ = memory.Size,
                    () => memory.Slice(0, 1).Clear(),
                    () => memory.Unlink(),
                    () => _ = kept.Span.Length,
                    () => _ = kept.Pin(),
                    () => Pickled.Dump(memory),
                ]
        )
        {
            use.Should().Throw<ObjectDisposedException>();
        }
    }

    [Fact]
    public static void Pinned_memory_stays_until_it_is_unpinned()
    {
        var memory = SharedMemory.Create(10);
        using (memory.Memory[3..].Pin())
        {
            memory.Dispose();

            IsThere(memory.Name).Should().BeTrue();
        }

        IsThere(memory.Name).Should().BeFalse();
    }

    [Fact]
    public static void What_was_handed_over_stays_until_its_receiver_has_it()
    {
        var pickler = new Pickler(PickleTypes.Application) { HandedOver = [] };
        var memory = SharedMemory.Create(10);
        pickler.Dump(memory);
        memory.Dispose();

        IsThere(memory.Name).Should().BeTrue();
        pickler.HandedOver.Should().ContainSingle().Which();
        IsThere(memory.Name).Should().BeFalse();
    }

    [Fact]
    public static void A_segment_that_nobody_refers_to_is_removed()
    {
        var name = Forget();

        SpinWait
            .SpinUntil(
                () =>
                {
                    GC.Collect();
                    GC.WaitForPendingFinalizers();
                    return !IsThere(name);
                },
                Limits.Wait
            )
            .Should()
            .BeTrue();

        static string Forget() => SharedMemory.Create(10).Name;
    }

    [Fact]
    [Linux("It makes files in a directory.")]
    [SupportedOSPlatform("linux")]
    public static void What_a_killed_process_left_is_removed_and_nothing_else()
    {
        using var directory = new TemporaryDirectory();
        string[] names = ["left", "of CPython", "used"];
        foreach (var name in names)
            File.WriteAllBytes(Path.Combine(directory.Path, name), [1]);
        SetMark("left");
        SetMark("used");
        Directory.CreateSymbolicLink(Path.Combine(directory.Path, "link"), Path.Combine(directory.Path, "left"));
        var used = SegmentFile.TryOpen(Path.Combine(directory.Path, "used"), out _)!;

        SegmentFile.RemoveAbandoned(directory.Path);
        Remaining().Should().BeEquivalentTo("of CPython", "used", "link");
        used.Close();

        Remaining().Should().BeEquivalentTo("of CPython", "link");

        void SetMark(string name) =>
            File.SetUnixFileMode(
                Path.Combine(directory.Path, name),
                UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.StickyBit
            );

        IEnumerable<string?> Remaining() => Directory.GetFiles(directory.Path).Select(Path.GetFileName);
    }

    [Fact, Soak]
    [Linux("It reads /proc/self.")]
    public static void Opening_a_segment_many_times_leaves_no_descriptor_and_no_mapping()
    {
        using var memory = SharedMemory.Create(10);
        for (var i = 0; i < SoakAttribute.Times(1_000); i++)
            SharedMemory.Open(memory.Name).Dispose();

        File.ReadLines("/proc/self/maps")
            .Count(line => line.EndsWith(memory.Name, StringComparison.Ordinal))
            .Should()
            .Be(1);
        Directory
            .GetFiles("/proc/self/fd")
            .Count(file => new FileInfo(file).LinkTarget?.EndsWith(memory.Name, StringComparison.Ordinal) == true)
            .Should()
            .Be(1);
    }

    /// <summary>Whether a segment with a name can be opened.</summary>
    internal static bool IsThere(string name)
    {
        try
        {
            SharedMemory.Open(name).Dispose();
            return true;
        }
        catch (SharedMemoryException failure) when (failure.Error == SharedMemoryError.NotFound)
        {
            return false;
        }
    }
}

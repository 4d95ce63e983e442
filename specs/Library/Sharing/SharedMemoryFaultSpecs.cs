using Multiprocessing;
using SharedStateSpecs.Library.Pickling;
using SharedStateSpecs.Repository.Conventions;

namespace SharedStateSpecs.Library.Sharing;

/// <summary>What is refused, and what is said then.</summary>
public static class SharedMemoryFaultSpecs
{
    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData("/etc/passwd")]
    [InlineData("../tmp/x")]
    [InlineData("a\\b")]
    [InlineData("a\0b")]
    public static void A_name_that_is_not_that_of_a_file_is_refused(string name)
    {
        FluentActions.Invoking(() => SharedMemory.Create(10, name)).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => SharedMemory.Open(name)).Should().Throw<ArgumentException>();
    }

    [Fact]
    public static void A_name_that_is_too_long_is_refused()
    {
        using var longest = SharedMemory.Create(1, new string('é', 125));

        FluentActions
            .Invoking(() => SharedMemory.Open(new string('é', 126)))
            .Should()
            .Throw<ArgumentException>()
            .WithMessage("The name of shared memory has more than 250 bytes in UTF-8.*");
    }

    [Fact]
    public static void A_name_that_arrives_leads_nowhere_else()
    {
        using var memory = SharedMemory.Create(1);
        var pickle = Pickled.Dump(memory);
        var at = pickle.AsSpan().IndexOf(System.Text.Encoding.UTF8.GetBytes(memory.Name));
        "../"u8.CopyTo(pickle.AsSpan(at));

        FluentActions.Invoking(() => Pickled.Load<object>(pickle)).Should().Throw<UnpicklingException>();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(long.MinValue)]
    public static void A_size_that_is_not_positive_is_refused(long size) =>
        FluentActions.Invoking(() => SharedMemory.Create(size)).Should().Throw<ArgumentOutOfRangeException>();

    [Fact]
    public static void A_name_that_is_taken_is_refused()
    {
        using var memory = SharedMemory.Create(10);

        var failure = Refused(() => SharedMemory.Create(10, memory.Name));

        failure.Error.Should().Be(SharedMemoryError.AlreadyExists);
        failure
            .Message.Should()
            .Be($"The shared memory '{memory.Name}' cannot be created: the name is taken. Open it, or choose another.");
    }

    [Fact]
    public static void A_name_that_nothing_has_is_refused()
    {
        var failure = Refused(() => SharedMemory.Open("mps_nothing"));

        failure.Error.Should().Be(SharedMemoryError.NotFound);
        failure.Message.Should().StartWith("The shared memory 'mps_nothing' cannot be opened: there is none.");
    }

    [Theory]
    [InlineData(1L << 50)]
    [InlineData(long.MaxValue)]
    [Linux("Windows has no /dev/shm.")]
    public static void A_segment_for_which_there_is_no_memory_is_refused_when_it_is_created(long size)
    {
        var failure = Refused(() => SharedMemory.Create(size, "mps_too_large"));

        failure.Error.Should().Be(SharedMemoryError.NoSpace);
        failure.Message.Should().Match($"*: /dev/shm has * bytes left of the {size:N0} that are needed.*");
        SharedMemorySpecs.IsThere("mps_too_large").Should().BeFalse();
    }

    [Fact]
    [Linux("It truncates a file in /dev/shm.")]
    public static void A_truncated_segment_is_refused_when_it_is_opened()
    {
        using var array = SharedArray.Create<int>(1_000);
        var path = $"/dev/shm/{array.Name}";
        using (var file = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite))
            file.SetLength(200);
        Refused(() => SharedArray.Open<int>(array.Name)).Error.Should().Be(SharedMemoryError.TooShort);
        using (var file = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite))
            file.SetLength(0);

        Refused(() => SharedMemory.Open(array.Name)).Error.Should().Be(SharedMemoryError.TooShort);
    }

    [Fact]
    [Linux("It makes a link in /dev/shm.")]
    public static void A_link_is_not_followed()
    {
        using var memory = SharedMemory.Create(10);
        var link = $"{memory.Name}_link";
        File.CreateSymbolicLink($"/dev/shm/{link}", $"/dev/shm/{memory.Name}");
        try
        {
            Refused(() => SharedMemory.Open(link)).Error.Should().Be(SharedMemoryError.Other);
        }
        finally
        {
            File.Delete($"/dev/shm/{link}");
        }
    }

    internal static SharedMemoryException Refused(Action action) =>
        action.Should().Throw<SharedMemoryException>().Which;
}

using System.Numerics;
using System.Text;
using Multiprocessing;
using Multiprocessing.Pickling;
using Multiprocessing.Pickling.Python;
using SharedStateSpecs.Library.Managers.Servers;
using SharedStateSpecs.Repository.Conventions;

namespace SharedStateSpecs.Library.Pickling;

/// <summary>
/// A mutated pickle is a value or an <see cref="UnpicklingException"/>, and takes no more memory than its length
/// allows.
/// </summary>
[Soak]
public static class FuzzSpecs
{
    // The memory that any message takes: an exception with its stack trace and messages, the first stacks.
    private const int Fixed = 16 << 10;

    [Fact]
    public static void A_mutated_pickle_of_the_same_program_is_a_value_or_refused()
    {
        var unpickler = new Unpickler(PickleTypes.Application);

        Mutants.Try(
            seed: 1,
            times: 3_000,
            [Pickled.Dump(HostileInputSpecs.Everything)],
            mutant => Load(unpickler, mutant)
        );
    }

    [Fact]
    public static void A_mutated_message_of_a_client_takes_at_most_twice_its_length()
    {
        var unpickler = new Unpickler(Requests.Types);

        Mutants.Try(
            seed: 2,
            times: 6_000,
            Requests.Of("a list", "a dict", "/a/socket"),
            mutant => RefuseMore(2, mutant, unpickler)
        );
    }

    [Fact]
    public static void A_mutated_block_takes_at_most_twice_its_length()
    {
        var (pickler, unpickler) = (new Pickler(Requests.Types), new Unpickler(Requests.Types));
        object[] blocks =
        [
            new byte[100_000],
            new string('x', 100_000),
            new List<byte>(new byte[100_000]),
            BigInteger.Pow(2, 800_000),
            new double[10_000],
            PythonTuple.Of("a", new string('é', 10_000)),
        ];

        Mutants.Try(
            seed: 3,
            times: 500,
            [.. blocks.Select(block => pickler.Dump(block).ToArray())],
            mutant => RefuseMore(2, mutant, unpickler)
        );
    }

    /// <summary>A list of 3,000 numbers is 3,000 objects, so the limit is per byte.</summary>
    [Fact]
    public static void A_mutated_pickle_of_CPython_takes_at_most_a_fixed_size_per_byte()
    {
        var unpickler = new Unpickler(Requests.Types);

        Mutants.Try(
            seed: 4,
            times: 1_000,
            [.. Fixture.Pickles.Select(Fixture.Bytes)],
            mutant => RefuseMore(MostPerByte, mutant, unpickler)
        );
    }

    /// <summary>
    /// No byte allocates more than an empty dict or set and its place on the stack and in the memo, which double as
    /// they grow.
    /// </summary>
    [Theory]
    [InlineData("}")]
    [InlineData("(}\u0091")]
    [InlineData("(\u008f\u0091")]
    [InlineData("]\u0094")]
    [InlineData("N\u0094")]
    [InlineData("(((")]
    [InlineData("}NNs")]
    [InlineData("2\u0086")]
    public static void The_most_expensive_opcodes_stay_within_that_limit(string opcodes)
    {
        var unpickler = new Unpickler(Requests.Types);

        for (var length = 1; length < 20_000; length = (length * 3 / 2) + 1)
        {
            RefuseMore(
                MostPerByte,
                Encoding.Latin1.GetBytes("N" + string.Concat(Enumerable.Repeat(opcodes, length))),
                unpickler
            );
        }
    }

    private static int MostPerByte => 160;

    private static void RefuseMore(int each, byte[] message, Unpickler unpickler)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        Load(unpickler, message);
        var taken = GC.GetAllocatedBytesForCurrentThread() - before;
        if (taken > Fixed + ((long)each * message.Length))
        {
            throw new InvalidOperationException(
                $"A message of {message.Length:N0} bytes took {taken:N0} bytes, "
                    + $"more than {each} times that and {Fixed:N0}."
            );
        }
    }

    private static void Load(Unpickler unpickler, byte[] message)
    {
        try
        {
            unpickler.Load<object?>(message);
        }
        catch (UnpicklingException)
        {
            // A refusal; any other exception fails the fact.
        }
    }
}

using System.Text;
using Multiprocessing;
using Multiprocessing.Pickling;
using Multiprocessing.Pickling.Python;

namespace SharedStateSpecs.Library.Pickling;

/// <summary>
/// Any bytes are a value or an <see cref="UnpicklingException"/>: they cannot choose what runs, and nothing is
/// allocated for what has not arrived.
/// </summary>
public static class HostileInputSpecs
{
    private const int Deep = 100_000,
        Long = 500_000;

    /// <summary>A value of each kind that a program sends its own workers.</summary>
    internal static object Everything =>
        new object?[]
        {
            new RoundTripSpecs.Line("tea", 2, 1.5m),
            new RoundTripSpecs.Dog("Rex", null),
            new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase) { ["a"] = 1 },
            new List<object?> { 1, 2.5, "a", null },
            new[] { 1, 2 },
            new[,]
            {
                { 'a' },
            },
            (1, DateTime.UnixEpoch),
            new ArgumentException("no"),
            new HashSet<int> { 1 },
            5m,
            1L,
            FurtherTypeSpecs.Everything,
        };

    public sealed class Bomb
    {
        public Bomb() => Exploded = true;

        ~Bomb() => GC.KeepAlive(this);

        public static bool Exploded { get; private set; }

        public string Fuse
        {
            get;
            set => throw new InvalidOperationException(field = value);
        } = "";
    }

    public sealed class Malformed
    {
        [Theory]
        [InlineData("", "the pickle ends before its STOP.")]
        [InlineData("\u0080\u0004", "the pickle ends before its STOP.")]
        [InlineData(".", "the stack has too few values for the opcode.")]
        [InlineData("NN.", "more than one value is left on the stack.")]
        [InlineData("(N.", "more than one value is left on the stack.")]
        [InlineData("N.N", "1 bytes follow the end of the pickle.")]
        [InlineData("t", "there is no mark on the stack.")]
        [InlineData("N(\u0085.", "the stack has too few values for the opcode.")]
        [InlineData("h\u0007.", "nothing is memoized as 7.")]
        [InlineData("\u0080\u0000N.", "protocol 0 is not supported; use 2 to 5.")]
        [InlineData("\u00ff", "opcode 0xff is not supported.")]
        [InlineData("Pid\n.", "opcode 0x50 is not supported.")]
        [InlineData("NN\u0086b.", "the stack has too few values for the opcode.")]
        [InlineData("]Nb.", "expected an object with state, got a List<object>.")]
        [InlineData("K\u0001K\u0001a.", "expected a collection, got the int 1.")]
        [InlineData("K\u0001)R.", "expected a class or function, got the int 1.")]
        [InlineData("}(Nu.", "a key has no value.")]
        [InlineData("\u008c\u0001\u00ff.", "a str is not valid UTF-8.")]
        [InlineData("cos", "a name is not terminated.")]
        public void A_pickle_is_refused_with_the_reason_and_offset(string pickle, string reason) =>
            Loading<object?>(Latin1(pickle))
                .Should()
                .Throw<UnpicklingException>()
                .WithMessage($"{reason} (at byte *)")
                .Which.Offset.Should()
                .BeInRange(0, pickle.Length);

        [Fact]
        public void A_pickle_cut_short_anywhere_is_refused()
        {
            var pickle = Pickled.Dump(Everything);

            for (var length = 0; length < pickle.Length; length++)
            {
                Loading<object>(pickle[..length])
                    .Should()
                    .Throw<UnpicklingException>($"only {length} bytes have arrived");
            }
        }
    }

    public sealed class Oversized
    {
        [Theory]
        [InlineData("\u008d\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u007f.")]
        [InlineData("\u008e\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff.")]
        [InlineData("\u0096\u0000\u0000\u0000\u0000\u0001\u0000\u0000\u0000.")]
        [InlineData("X\u00ff\u00ff\u00ff\u00ff.")]
        [InlineData("B\u00ff\u00ff\u00ff\u007f.")]
        [InlineData("\u008b\u00ff\u00ff\u00ff\u00ff.")]
        [InlineData("\u0095\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ffN.")]
        public void A_claim_of_bytes_that_have_not_arrived_allocates_nothing(string pickle)
        {
            var bytes = Latin1(pickle);
            Loading<object?>(bytes)
                .Should()
                .Throw<UnpicklingException>()
                .WithMessage("the pickle claims * bytes, but only * have arrived.*");

            AllocatedBy(bytes).Should().BeLessThan(64 << 10);
        }

        [Fact]
        public void A_memo_index_of_four_billion_allocates_nothing() =>
            AllocatedBy(Latin1("Nr\u00ff\u00ff\u00ff\u00ff0j\u00ff\u00ff\u00ff\u00ff.")).Should().BeLessThan(64 << 10);

        [Fact]
        public void An_array_longer_than_its_message_is_refused()
        {
            var pickle = Latin1("cdotnet\nstring[]\nJ\u00ff\u00ff\u00ff\u0070\u0085\u0081.");

            Loading<object>(pickle)
                .Should()
                .Throw<UnpicklingException>()
                .WithMessage("the pickle claims room for 1895825407 elements*");
        }

        [Fact]
        public void A_value_that_is_copied_again_and_again_is_refused()
        {
            var pickle = new StringBuilder("c__builtin__\nbytearray\nq\u0000B\u0010\u0027\u0000\u0000")
                .Append('x', 10_000)
                .Append("q\u00010](");
            for (var i = 0; i < 1_000; i++)
                pickle.Append("h\u0000h\u0001\u0085R");

            Loading<object>(Latin1($"{pickle}e."))
                .Should()
                .Throw<UnpicklingException>()
                .WithMessage("the pickle claims room for 10000 elements*");
        }

        private static long AllocatedBy(byte[] pickle)
        {
            var unpickler = new Unpickler(PickleTypes.Application);
            var before = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                unpickler.Load<object?>(pickle);
            }
            catch (UnpicklingException) { }

            return GC.GetAllocatedBytesForCurrentThread() - before;
        }
    }

    public sealed class Nested
    {
        [Fact]
        public void Lists_a_hundred_thousand_deep_load()
        {
            var pickle = Repeat("]", Deep) + Repeat("a", Deep - 1) + ".";

            Pickled.Load<List<object?>>(Latin1(pickle)).Should().ContainSingle();
        }

        [Fact]
        public void A_key_a_hundred_thousand_deep_is_refused()
        {
            var pickle = "})" + Repeat("\u0085", Deep) + "Ns.";

            Loading<object>(Latin1(pickle)).Should().Throw<UnpicklingException>();
        }

        [Fact]
        public void Two_equal_keys_a_hundred_thousand_deep_are_refused()
        {
            var frozen = Repeat("(", Deep) + Repeat("\u0091", Deep);

            Loading<object>(Latin1($"\u008f({frozen}{frozen}\u0090.")).Should().Throw<UnpicklingException>();
        }

        [Fact]
        public void A_key_of_a_thousand_shared_halves_is_hashed_quickly()
        {
            var pickle = "})" + Repeat("2\u0086", 1_000) + "Ns.";

            Pickled.Load<Dictionary<object, object?>>(Latin1(pickle)).Should().ContainSingle();
        }

        [Fact]
        public void Two_equal_keys_of_a_thousand_shared_halves_are_compared_quickly()
        {
            var key = ")" + Repeat("2\u0086", 1_000);

            Pickled.Load<Dictionary<object, object?>>(Latin1($"}}({key}N{key}Nu.")).Should().ContainSingle();
        }

        [Fact]
        public void A_tower_of_four_thousand_sets_is_hashed_and_compared_quickly()
        {
            var tower = new StringBuilder("\u008f(N");
            for (var i = 0; i < 4_000; i++)
                tower.Append('r').Append(Number(i)).Append("(j").Append(Number(i)).Append('\u0091');

            Pickled.Load<HashSet<object?>>(Latin1($"{tower}\u0090.")).Should().HaveCount(4_001);
        }

        [Fact]
        public void A_hundred_thousand_marks_are_refused() =>
            Loading<object>(Latin1(Repeat("(", Deep) + ".")).Should().Throw<UnpicklingException>();

        [Theory]
        [InlineData("X")]
        [InlineData("B")]
        [InlineData("\u008b")]
        public void A_long_key_that_is_used_often_is_hashed_and_compared_once(string opcode)
        {
            var key = opcode + Number(Long) + Repeat("x", Long);

            Pickled
                .Load<Dictionary<object, object?>>(
                    Latin1($"{key}q\u00000{key}q\u00010}}({Repeat("h\u0000Nh\u0001N", 200_000)}u.")
                )
                .Should()
                .ContainSingle();
        }

        [Fact]
        public void A_long_name_is_refused_even_if_a_short_opcode_uses_it() =>
            Loading<object>(
                    Latin1($"X{Number(Long)}{Repeat("x", Long)}q\u00000({Repeat("h\u0000h\u0000\u0093", 1_000)}l.")
                )
                .Should()
                .Throw<UnpicklingException>()
                .WithMessage($"a name of {2 * Long} characters is too long.*");

        private static string Number(int number) => Encoding.Latin1.GetString(BitConverter.GetBytes(number));

        private static string Repeat(string text, int times) => new StringBuilder().Insert(0, text, times).ToString();
    }

    public sealed class Calling
    {
        [Fact]
        public void A_function_that_a_pickle_names_is_not_called() =>
            Pickled
                .Load<object>(Latin1("cos\nsystem\n\u008c\u0004true\u0085R."))
                .Should()
                .BeOfType<PythonObject>()
                .Which.ToString()
                .Should()
                .Be("an object of Python's os.system");

        [Fact]
        public void A_class_is_created_and_filled_without_constructor_or_setter()
        {
            var pickle = Latin1($"cdotnet\n{TypeName.Of(typeof(Bomb))}\n)\u0081\u008c\u0004fuse\u0085b.");

            Pickled.Load<Bomb>(pickle).Fuse.Should().Be("fuse");
            Bomb.Exploded.Should().BeFalse();
        }

        [Theory]
        [InlineData(typeof(FileInfo))]
        [InlineData(typeof(System.Diagnostics.Process))]
        [InlineData(typeof(System.Data.DataSet))]
        [InlineData(typeof(Action))]
        [InlineData(typeof(Microsoft.Win32.SafeHandles.SafeFileHandle))]
        public void A_framework_type_outside_the_closed_set_is_not_created(Type type) =>
            Loading<object>(Latin1($"cdotnet\n{TypeName.Of(type)}\n)\u0081."))
                .Should()
                .Throw<UnpicklingException>()
                .WithMessage($"a*{type.Name} cannot be sent*");

        [Fact]
        public void A_value_of_a_wrong_type_is_not_stored_in_a_field()
        {
            var pickle = Latin1($"cdotnet\n{TypeName.Of(typeof(Bomb))}\n)\u0081]\u0085b.");

            Loading<Bomb>(pickle)
                .Should()
                .Throw<UnpicklingException>()
                .WithMessage("expected string, got a List<object>.*");
        }
    }

    private static Action Loading<T>(byte[] pickle) => () => Pickled.Load<T>(pickle);

    private static byte[] Latin1(string text) => Encoding.Latin1.GetBytes(text);
}

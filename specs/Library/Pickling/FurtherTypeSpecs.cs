using System.Collections;
using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Drawing;
using System.Net;
using System.Numerics;
using System.Text;
using CsCheck;
using Multiprocessing;
using Multiprocessing.Pickling;
using Multiprocessing.Processes;
using Size = System.Drawing.Size;

namespace SharedStateSpecs.Library.Pickling;

/// <summary>
/// Types of further assemblies of .NET: parts of memory, geometry, concurrent and frozen collections.
/// </summary>
public static class FurtherTypeSpecs
{
    /// <summary>A value of each kind, for damaged pickles.</summary>
    internal static object?[] Everything =>
        [
            ((int[])[1, 2]).AsMemory(1),
            new ArraySegment<string>(["a"]),
            new Vector3(1, 2, 3),
            Color.Red,
            new ConcurrentDictionary<string, int> { ["a"] = 1 },
            new ConcurrentStack<object?>([1, null]),
            FrozenSet.Create(new object(), "a"),
            ImmutableSortedDictionary<int, string>.Empty.Add(1, "a"),
            new BitArray(20),
            new StringBuilder("a"),
            IPAddress.Loopback,
            System.Text.Json.Nodes.JsonNode.Parse("[1,{}]"),
            TimeZoneInfo.Utc,
        ];

    public sealed class Letters : IEqualityComparer<string>, IComparer<string>
    {
        private readonly int _read = 1;

        public bool Equals(string? x, string? y) => x![.._read] == y![.._read];

        public int GetHashCode(string obj) => obj[0];

        public int Compare(string? x, string? y) => x![0].CompareTo(y![0]);
    }

    [Fact]
    public static void Each_is_sent_to_a_child_and_back()
    {
        using var child = ServiceProcess.Start(new() { StartMethod = StartMethod.Spawn });

        var back = child.Call(Echo, Everything);

        back.Select(NameOf).Should().Equal(Everything.Select(NameOf));
        Pickled.Dump(back).Should().Equal(Pickled.Dump(Everything), "nothing was lost");
    }

    private static object?[] Echo(object?[] values) => values;

    private static string NameOf(object? value) => TypeName.Display(value!.GetType());

    public sealed class OfMemory
    {
        [Fact]
        public void A_part_of_an_array_is_copied_without_the_rest() =>
            Gen.Select(Gen.String.Array[1, 20], Gen.Int[0, 20], Gen.Int[0, 20])
                .Sample(
                    (items, from, to) =>
                    {
                        var (start, end) = (Math.Min(from, to) % items.Length, Math.Max(from, to) % items.Length);
                        var memory = start <= end ? items.AsMemory(start..end) : items;
                        var copy = Pickled.Copy((memory, (ReadOnlyMemory<string>)memory));

                        return copy.Item1.Span.SequenceEqual(memory.Span)
                            && copy.Item2.Span.SequenceEqual(memory.Span)
                            && Pickled.Dump(memory).Length
                                < 80 + memory.Span.ToArray().Sum(text => 8 + 3 * text.Length);
                    }
                );

        [Fact]
        public void The_characters_of_a_string_are_copied() =>
            Pickled.Copy("Hello".AsMemory(1, 3)).ToString().Should().Be("ell");

        [Fact]
        public void What_has_no_array_has_none_in_the_copy()
        {
            Pickled.Copy(default(ArraySegment<int>)).Array.Should().BeNull();
            Pickled.Copy(default(ImmutableArray<int>)).IsDefault.Should().BeTrue();
            Pickled.Copy(ImmutableArray<int>.Empty).IsDefault.Should().BeFalse();
            Pickled.Copy(default(Memory<int>)).IsEmpty.Should().BeTrue();
        }
    }

    public sealed class OfGeometry
    {
        [Fact]
        public void Every_vector_keeps_its_bits() =>
            Gen
                .UInt.Array[16]
                .Sample(bits =>
                {
                    var f = bits.Select(BitConverter.UInt32BitsToSingle).ToArray();
                    var matrix = new Matrix4x4(
                        f[0],
                        f[1],
                        f[2],
                        f[3],
                        f[4],
                        f[5],
                        f[6],
                        f[7],
                        f[8],
                        f[9],
                        f[10],
                        f[11],
                        f[12],
                        f[13],
                        f[14],
                        f[15]
                    );

                    return SameBits(matrix, Pickled.Copy(matrix))
                        && SameBits(new Vector4(f), Pickled.Copy(new Vector4(f)))
                        && SameBits(new Vector3(f), Pickled.Copy(new Vector3(f)))
                        && SameBits(new Plane(new Vector4(f)), Pickled.Copy(new Plane(new Vector4(f))));
                });

        [Fact]
        public void Every_shape_comes_back() =>
            Gen.Select(Gen.Int, Gen.Int, Gen.Float, Gen.Float)
                .Sample(
                    (x, y, width, height) =>
                        Pickled.Copy(
                            (new Point(x, y), new Size(y, x), new PointF(width, height), new SizeF(height, width))
                        ) == (new Point(x, y), new Size(y, x), new PointF(width, height), new SizeF(height, width))
                        && Pickled.Copy(new Rectangle(x, y, y, x)) == new Rectangle(x, y, y, x)
                        && Pickled.Copy(new RectangleF(x, y, width, height)).Equals(new RectangleF(x, y, width, height))
                        && Pickled.Copy(Color.FromArgb(x)) == Color.FromArgb(x)
                );

        [Fact]
        public void A_colour_keeps_its_name() => Pickled.Copy(Color.FromName("Tea")).Name.Should().Be("Tea");

        private static bool SameBits<T>(T x, T y)
            where T : unmanaged =>
            System
                .Runtime.InteropServices.MemoryMarshal.AsBytes<T>(new[] { x })
                .SequenceEqual(System.Runtime.InteropServices.MemoryMarshal.AsBytes<T>(new[] { y }));
    }

    public sealed class OfCollections
    {
        [Fact]
        public void Every_concurrent_collection_keeps_its_items_in_order() =>
            Gen
                .String.Null()
                .Array.Sample(items =>
                    Pickled.Copy(new ConcurrentQueue<string?>(items)).SequenceEqual(items)
                    && Pickled.Copy(new ConcurrentStack<string?>(items)).SequenceEqual(items.Reverse())
                    && Pickled.Copy(new ConcurrentBag<string?>(items)).SequenceEqual(new ConcurrentBag<string?>(items))
                );

        [Fact]
        public void Every_frozen_collection_finds_its_items() =>
            Gen.Dictionary(Gen.String, Gen.Int)[0, 30]
                .Sample(pairs =>
                {
                    var dictionary = Pickled.Copy(pairs.ToFrozenDictionary());
                    var numbers = Pickled.Copy(pairs.Values.ToFrozenSet());

                    return dictionary.Count == pairs.Count
                        && pairs.All(pair => dictionary[pair.Key] == pair.Value)
                        && pairs.Values.All(numbers.Contains)
                        && numbers.GetType() == pairs.Values.ToFrozenSet().GetType();
                });

        [Fact]
        public void Every_immutable_collection_comes_back() =>
            Gen.Int.Array.Sample(items =>
                Pickled.Copy(ImmutableQueue.Create(items)).SequenceEqual(items)
                && Pickled.Copy(ImmutableStack.Create(items)).SequenceEqual(items.Reverse())
                && Pickled.Copy(items.ToImmutableSortedSet()).SequenceEqual(items.ToImmutableSortedSet())
                && Pickled.Copy(items.ToImmutableHashSet()).SetEquals(items)
            );

        [Fact]
        public void A_comparer_is_kept()
        {
            var ignoring = StringComparer.OrdinalIgnoreCase;
            string[] items = ["Ann"];

            Pickled.Copy(items.ToFrozenSet(ignoring)).Contains("ANN").Should().BeTrue();
            Pickled.Copy(items.ToFrozenDictionary(item => item, new Letters())).ContainsKey("Art").Should().BeTrue();
            Pickled.Copy(items.ToImmutableHashSet(ignoring)).Contains("ANN").Should().BeTrue();
            Pickled.Copy(items.ToImmutableSortedSet(new Letters())).Contains("Art").Should().BeTrue();
            Pickled.Copy(items.ToImmutableDictionary(item => item, ignoring)).ContainsKey("ann").Should().BeTrue();
            Pickled
                .Copy(items.ToImmutableSortedDictionary(item => item, item => item, new Letters(), ignoring))
                .ContainsValue("ANN")
                .Should()
                .BeTrue();
            Pickled.Copy(new ConcurrentDictionary<string, int>(ignoring) { ["a"] = 1 })["A"].Should().Be(1);
        }

        [Fact]
        public void A_comparer_of_a_culture_is_refused() =>
            FluentActions
                .Invoking(() => Pickled.Dump(((string[])["a"]).ToFrozenSet(StringComparer.InvariantCulture)))
                .Should()
                .Throw<Multiprocessing.PicklingException>()
                .WithMessage("FrozenSet<string>.Comparer: *only ordinal comparers*")
                .Which.Path.Should()
                .Be("FrozenSet<string>.Comparer");

        [Fact]
        public void Every_row_of_bits_comes_back() =>
            Gen.Bool.Array.Sample(bits => Pickled.Copy(new BitArray(bits)).Cast<bool>().SequenceEqual(bits));
    }

    public sealed class OfTheRest
    {
        [Fact]
        public void Every_text_under_construction_comes_back() =>
            Gen.String.Sample(text => Pickled.Copy(new StringBuilder(text)).Equals(new StringBuilder(text)));

        [Fact]
        public void Every_address_comes_back() =>
            Gen.Select(Gen.Byte.Array[16], Gen.UInt, Gen.UShort)
                .Sample(
                    (bytes, scope, port) =>
                    {
                        var address = new IPAddress(bytes, scope);
                        return Pickled.Copy(address) is var copy
                            && copy.Equals(address)
                            && copy.ScopeId == scope
                            && Pickled
                                .Copy(new IPEndPoint(new IPAddress(bytes.AsSpan(0, 4)), port))
                                .Equals(new IPEndPoint(new IPAddress(bytes.AsSpan(0, 4)), port));
                    }
                );

        [Fact]
        public void Every_time_zone_keeps_its_rules()
        {
            var east = TimeZoneInfo.CreateCustomTimeZone("Of the shop", TimeSpan.FromHours(7), "Shop", "Shop time");
            foreach (var zone in (TimeZoneInfo[])[.. TimeZoneInfo.GetSystemTimeZones(), TimeZoneInfo.Local, east])
            {
                var copy = Pickled.Copy(zone);

                copy.Equals(zone).Should().BeTrue(zone.Id);
                copy.HasSameRules(zone).Should().BeTrue(zone.Id);
            }
        }
    }

    public sealed class OnAManagersSocket
    {
        [Theory]
        [MemberData(nameof(Sent))]
        public void A_collection_arrives_as_that_of_Python(object value, Type arrives) =>
            new Unpickler(new RegisteredTypes())
                .Load<object?>(new Pickler(new RegisteredTypes()).Dump(value))!
                .GetType()
                .Name.Should()
                .Be(arrives.Name);

        public static TheoryData<object, Type> Sent() =>
            new()
            {
                { new ConcurrentStack<int>([1]), typeof(List<object>) },
                {
                    new ConcurrentDictionary<int, int> { [1] = 2 },
                    typeof(Dictionary<object, object>)
                },
                { FrozenSet.Create(1, 2), typeof(Multiprocessing.Pickling.Python.FrozenItems) },
                { ((string[])["a"]).ToFrozenDictionary(item => item), typeof(Dictionary<object, object>) },
                { ImmutableSortedSet.Create(1), typeof(HashSet<object>) },
                { ((byte[])[1, 2]).AsMemory(1), typeof(byte[]) },
                { new ArraySegment<double>([1, 2]), typeof(double[]) },
                { new ReadOnlyMemory<string>(["a"]), typeof(List<object>) },
            };
    }
}

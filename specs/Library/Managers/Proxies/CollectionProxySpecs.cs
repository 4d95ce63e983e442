using Multiprocessing;
using SharedStateSpecs.Repository.Conventions;

namespace SharedStateSpecs.Library.Managers.Proxies;

/// <summary>Proxies of dictionaries, sets, arrays, values, namespaces and iterators.</summary>
public static class CollectionProxySpecs
{
    public abstract class OnAnyServer(bool onCPython) : AnyServerSpecs(onCPython)
    {
        [Fact]
        public void A_dictionary_is_changed_like_any_dictionary()
        {
            using var prices = Manager.Dictionary(new Dictionary<string, int> { ["apple"] = 3 });

            prices["pear"] = 4;
            prices.TryAdd("apple", 9).Should().BeFalse();
            prices.TryAdd("fig", 5).Should().BeTrue();
            prices.GetOrAdd("fig", 6).Should().Be(5);
            prices.Update([new("apple", 7), new("plum", 8)]);
            prices.Remove("plum", out var plum).Should().BeTrue();

            plum.Should().Be(8);
            prices
                .Should()
                .Equal(
                    new Dictionary<string, int>
                    {
                        ["apple"] = 7,
                        ["pear"] = 4,
                        ["fig"] = 5,
                    }
                );
            prices.Keys.Should().Equal("apple", "pear", "fig");
            prices.Values.Should().Equal(7, 4, 5);
        }

        [Fact]
        public void A_missing_key_is_reported()
        {
            using var prices = Manager.Dictionary<string, int>();

            prices.TryGetValue("apple", out _).Should().BeFalse();
            prices.Remove("apple").Should().BeFalse();
            prices.Invoking(it => it["apple"]).Should().Throw<KeyNotFoundException>().WithMessage("*apple*");
            prices.Invoking(it => it.Add("pear", 1)).Should().NotThrow();
            prices.Invoking(it => it.Add("pear", 1)).Should().Throw<ArgumentException>();
        }

        [Fact]
        public void An_array_has_numbers_of_one_type()
        {
            using var numbers = Manager.Array<short>([1, 2, 3]);

            numbers[1] = -5;

            numbers.Should().Equal(1, -5, 3);
            numbers.Count.Should().Be(3);
            numbers.Invoking(it => it[3]).Should().Throw<ArgumentOutOfRangeException>();
            Manager.Invoking(it => it.Array<char>(['a'])).Should().Throw<ArgumentException>();
        }

        [Fact]
        public void A_value_can_be_replaced()
        {
            using var value = Manager.Value(1.5);

            value.Value *= 2;

            value.Value.Should().Be(3);
        }

        [Fact]
        public void A_namespace_has_attributes()
        {
            using var space = Manager.Namespace();

            space.Set("count", 5);
            space.Set("names", new List<string> { "a" });
            space.Get<int>("count").Should().Be(5);
            space.Get<List<string>>("names").Should().Equal("a");
            space.Remove("count");

            space
                .Invoking(it => it.Get<int>("count"))
                .Should()
                .Throw<MissingMemberException>()
                .WithMessage("*no attribute 'count'*");
        }

        [Fact]
        public void An_iterator_gives_each_item_once()
        {
            using var prices = Manager.Create("dict", new Dictionary<string, int> { ["apple"] = 3, ["pear"] = 4 });
            using var fruits = prices.Call<IteratorProxy<string>>("__iter__");

            fruits.MoveNext().Should().BeTrue();
            using var another = ChildProcess.Start(Next, fruits);

            (fruits.Current, another.Result).Should().Be(("apple", "pear"));
            fruits.MoveNext().Should().BeFalse("another process took the last item");
            ((System.Collections.IEnumerator)fruits).Invoking(it => it.Reset()).Should().Throw<NotSupportedException>();
        }

        [Fact]
        public void A_disposed_proxy_does_not_call_the_server()
        {
            var numbers = Manager.List([3, 1]);
            numbers.Dispose();

            numbers.Invoking(it => it.Sort()).Should().Throw<ObjectDisposedException>();
            numbers.Invoking(it => it.Count).Should().Throw<ObjectDisposedException>();
            numbers.ToString().Should().StartWith("<ListProxy object, typeid 'list'");
        }

        private static string? Next(IteratorProxy<string> items) => items.MoveNext() ? items.Current : null;
    }

    public sealed class OnDotNet() : OnAnyServer(onCPython: false)
    {
        [Fact]
        public void A_set_has_each_item_once()
        {
            using var set = Manager.Set([1, 2]);

            set.Add(2);
            set.UnionWith([2, 3]);
            set.Remove(1).Should().BeTrue();
            set.Remove(1).Should().BeFalse();

            set.Should().BeEquivalentTo([2, 3]);
        }
    }

    [CPython, Linux("CPython's server listens on a Unix socket without a file.")]
    public sealed class OnCPython() : OnAnyServer(onCPython: true);
}

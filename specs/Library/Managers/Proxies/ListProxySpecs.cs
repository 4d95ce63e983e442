using Multiprocessing;
using SharedStateSpecs.Repository.Conventions;

namespace SharedStateSpecs.Library.Managers.Proxies;

/// <summary>A managed list is an <see cref="IList{T}"/>.</summary>
public static class ListProxySpecs
{
    public abstract class OnAnyServer(bool onCPython) : AnyServerSpecs(onCPython)
    {
        [Fact]
        public void It_is_changed_like_any_list()
        {
            using var list = Manager.List([1, 2]);

            list.Add(3);
            list.Insert(0, 0);
            list.AddRange([4, 5]);
            list[1] = 10;
            list.RemoveAt(2);

            list.Should().Equal(0, 10, 3, 4, 5);
            list.Count.Should().Be(5);
            list.ToString().Should().Be("[0, 10, 3, 4, 5]");
        }

        [Fact]
        public void Items_are_found_and_removed()
        {
            using var list = Manager.List(["a", "b", "a"]);

            list.IndexOf("b").Should().Be(1);
            list.IndexOf("z").Should().Be(-1);
            list.Contains("a").Should().BeTrue();
            list.Remove("a").Should().BeTrue();
            list.Remove("z").Should().BeFalse();
            list.Pop().Should().Be("a");
            list.Should().Equal("b");
        }

        [Fact]
        public void A_part_of_it_is_a_copy()
        {
            using var list = Manager.List(Enumerable.Range(0, 6));

            list[1..3].Should().Equal(1, 2);
            list[^2..].Should().Equal(4, 5);
            list[..].Should().HaveCount(6);
            list[6..^0].Should().BeEmpty();
            list[^1].Should().Be(5);
            list.RemoveRange(..3);
            list.Sort(descending: true);
            list.ToList().Should().Equal(5, 4, 3);
            list.Reverse();
            list.First().Should().Be(3);
            list.Clear();
            list.Should().BeEmpty();
        }

        [Fact]
        public void An_index_beyond_the_end_is_reported()
        {
            using var list = Manager.List([1]);

            list.Invoking(it => it[7])
                .Should()
                .Throw<ArgumentOutOfRangeException>()
                .WithMessage("list index out of range*");
            list.Invoking(it => it[-1]).Should().Throw<ArgumentOutOfRangeException>();
            list.Invoking(it => it.Pop(7))
                .Should()
                .Throw<ArgumentOutOfRangeException>()
                .WithMessage("pop index out of range*");
        }

        [Fact]
        public void Items_keep_their_types()
        {
            using var times = Manager.List([new DateTime(2020, 1, 2, 3, 4, 5), DateTime.UnixEpoch.ToLocalTime()]);
            using var pairs = Manager.List([(1, "one"), (2, "two")]);
            using var lists = Manager.List<List<long>>([
                [1],
                [2, long.MaxValue],
            ]);
            using var bytes = Manager.List<byte[]>([
                [1, 2],
            ]);
            using var nothing = Manager.List<int?>([1, null]);

            times[0].Should().Be(new DateTime(2020, 1, 2, 3, 4, 5));
            pairs.Should().Equal((1, "one"), (2, "two"));
            lists[1].Should().Equal(2, long.MaxValue);
            bytes[0].Should().Equal(1, 2);
            nothing.Should().Equal(1, null);
        }

        [Fact]
        public void An_item_is_a_copy()
        {
            using var lists = Manager.List<List<int>>([
                [1],
            ]);

            lists[0].Add(2);

            lists[0].Should().Equal([1], "the list in the server is another object");
        }
    }

    public sealed class OnDotNet() : OnAnyServer(onCPython: false)
    {
        [Fact]
        public void A_class_of_the_application_comes_back_unchanged()
        {
            using var people = Manager.List([new Person("Ada", [new(1)])]);

            people[0].Should().BeEquivalentTo(new Person("Ada", [new(1)]));
        }

        [Fact]
        public void An_item_of_another_type_is_refused()
        {
            using var list = Manager.Create("list", new List<object> { 1, "two" });

            list.Call<int>("__getitem__", 0).Should().Be(1);
            list.Invoking(it => it.Call<int>("__getitem__", 1))
                .Should()
                .Throw<InvalidCastException>()
                .WithMessage("The result is not of type int: expected int, got a str.");
        }
    }

    [CPython, Linux("CPython's server listens on a Unix socket without a file.")]
    public sealed class OnCPython() : OnAnyServer(onCPython: true);

    public sealed record Person(string Name, List<Pet> Pets);

    public sealed record Pet(int Age);
}

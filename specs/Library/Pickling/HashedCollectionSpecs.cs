using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Multiprocessing;

namespace SharedStateSpecs.Library.Pickling;

/// <summary>
/// A collection that hashes or sorts its items finds each of them again in a copy, even an item that refers to the
/// collection.
/// </summary>
public static class HashedCollectionSpecs
{
    public sealed class Team
    {
        public object? Members { get; set; }
    }

    [SuppressMessage("Design", "CA1036", Justification = "A sorted collection needs no operators.")]
    public sealed record Member(int Id, string Name) : IComparable<Member>
    {
        public Team? Team { get; set; }

        public HashSet<Member> Friends { get; init; } = [];

        public bool Equals(Member? other) => other is not null && other.Id == Id && other.Name == Name;

        public override int GetHashCode() => Id + Name.GetHashCode(StringComparison.Ordinal);

        public int CompareTo(Member? other) => string.CompareOrdinal(Name, other!.Name);
    }

    public readonly record struct Key(Member Member, int Part);

    public sealed class ByName(Team team) : IEqualityComparer<string>, IComparer<string>
    {
        private readonly int _shortest = 1;

        public Team Team => team;

        public bool Equals(string? x, string? y) => string.Equals(x, y, StringComparison.Ordinal);

        public int GetHashCode(string obj) => obj[.._shortest].GetHashCode(StringComparison.Ordinal);

        public int Compare(string? x, string? y) => _shortest * string.CompareOrdinal(x, y);
    }

    public sealed class ByCount
    {
        public HashSet<ByCount> Items { get; } = [];

        public override bool Equals(object? obj) => obj is ByCount other && other.Items.Count == Items.Count;

        public override int GetHashCode() => Items.Count;
    }

    [Theory]
    [MemberData(nameof(Collections))]
    public static void An_item_that_refers_to_its_collection_is_found_in_a_copy(string kind)
    {
        var (team, members) = NewTeam(kind);

        foreach (var member in members)
        {
            var copy = Pickled.Copy(member);

            Finds(copy.Team!.Members!, copy).Should().BeTrue($"the copy of a {kind} is filled with whole members");
            Count(copy.Team.Members!).Should().Be(3);
        }

        Finds(Pickled.Copy(team).Members!, members[0]).Should().BeTrue();
    }

    public static TheoryData<string> Collections() =>
        [
            "dictionary",
            "set",
            "dictionary of structs",
            "sorted dictionary",
            "sorted list",
            "sorted set",
            "immutable dictionary",
            "immutable set",
            "immutable sorted dictionary",
            "immutable sorted set",
            "concurrent dictionary",
            "frozen dictionary",
            "frozen set",
        ];

    [Fact]
    public static void Members_of_each_others_sets_are_found()
    {
        var (ann, bob) = (new Member(1, "Ann"), new Member(2, "Bob"));
        ann.Friends.Add(bob);
        bob.Friends.Add(ann);

        var copy = Pickled.Copy(ann);

        copy.Friends.Should().ContainSingle().Which.Friends.Contains(copy).Should().BeTrue();
        copy.Friends.Contains(bob).Should().BeTrue();
    }

    [Fact]
    public static void A_comparer_that_refers_to_its_collection_is_whole_before_it_compares()
    {
        var team = new Team();
        team.Members = new List<object>
        {
            new Dictionary<string, int>(new ByName(team)) { ["a"] = 1, ["b"] = 2 },
            new HashSet<string>(["a", "b"], new ByName(team)),
            new SortedDictionary<string, int>(new ByName(team)) { ["a"] = 1, ["b"] = 2 },
            new SortedSet<string>(["a", "b"], new ByName(team)),
            ImmutableHashSet.Create<string>(new ByName(team), "a", "b"),
            ImmutableSortedSet.Create<string>(new ByName(team), "a", "b"),
            FrozenSet.Create<string>(new ByName(team), "a", "b"),
        };

        var copy = Pickled.Copy(new ByName(team)).Team;

        var members = copy.Members.Should().BeOfType<List<object>>().Subject;
        ((Dictionary<string, int>)members[0])["b"].Should().Be(2);
        ((HashSet<string>)members[1]).Contains("a").Should().BeTrue();
        ((SortedDictionary<string, int>)members[2]).Keys.Should().Equal("a", "b");
        ((SortedSet<string>)members[3]).Should().Equal("a", "b");
        ((ImmutableHashSet<string>)members[4]).Contains("b").Should().BeTrue();
        ((ImmutableSortedSet<string>)members[5]).IndexOf("b").Should().Be(1);
        ((FrozenSet<string>)members[6]).Contains("b").Should().BeTrue();
    }

    [Fact]
    public static void A_dictionary_of_many_records_is_filled_in_order()
    {
        var team = new Team();
        team.Members = Enumerable.Range(0, 2_500).ToDictionary(id => new Member(id, "x") { Team = team }, id => id);

        var copy = (Dictionary<Member, int>)Pickled.Copy(team).Members!;

        copy.Values.Should().Equal(Enumerable.Range(0, 2_500));
        copy[new Member(2_499, "x")].Should().Be(2_499);
    }

    [Fact]
    public static void A_frozen_set_of_many_records_is_filled_in_a_cycle()
    {
        var team = new Team();
        team.Members = Enumerable.Range(0, 2_500).Select(id => new Member(id, "x") { Team = team }).ToFrozenSet();

        var copy = (FrozenSet<Member>)Pickled.Copy(team).Members!;

        copy.Count.Should().Be(2_500);
        copy.TryGetValue(new Member(2_499, "x"), out var member).Should().BeTrue();
        member!.Team!.Members.Should().BeSameAs(copy);
    }

    [Fact]
    public static void A_frozen_collection_of_structs_is_refused_by_name_in_a_cycle()
    {
        var (team, members) = NewTeam("set");
        team.Members = members.Select(member => new Key(member, 1)).ToFrozenSet();

        Pickled.Copy(team).Members.Should().BeAssignableTo<FrozenSet<Key>>("a cycle is whole if it begins outside");
        FluentActions
            .Invoking(() => Pickled.Copy(members[0]))
            .Should()
            .Throw<UnpicklingException>()
            .WithMessage("FrozenSet<Key> cannot be filled in a cycle*");
    }

    [Fact]
    public static void A_cycle_in_which_an_item_would_not_be_found_is_refused_by_name()
    {
        var (outer, inner) = (new ByCount(), new ByCount());
        inner.Items.Add(outer);
        outer.Items.Add(inner);

        FluentActions
            .Invoking(() => Pickled.Copy(outer))
            .Should()
            .Throw<UnpicklingException>()
            .WithMessage("HashSet<*ByCount> would not find one of its items*");
    }

    private static (Team, Member[]) NewTeam(string kind)
    {
        var team = new Team();
        Member[] members =
        [
            new(1, "Ann") { Team = team },
            new(2, "Bob") { Team = team },
            new(3, "Cyd") { Team = team },
        ];
        var pairs = members.ToDictionary(member => member, member => member.Id);
        team.Members = kind switch
        {
            "dictionary" => pairs,
            "set" => new HashSet<Member>(members),
            "dictionary of structs" => members.ToDictionary(member => new Key(member, 1), member => member.Id),
            "sorted dictionary" => new SortedDictionary<Member, int>(pairs),
            "sorted list" => new SortedList<Member, int>(pairs),
            "sorted set" => new SortedSet<Member>(members),
            "immutable dictionary" => pairs.ToImmutableDictionary(),
            "immutable sorted dictionary" => pairs.ToImmutableSortedDictionary(),
            "immutable sorted set" => members.ToImmutableSortedSet(),
            "concurrent dictionary" => new ConcurrentDictionary<Member, int>(pairs),
            "frozen dictionary" => pairs.ToFrozenDictionary(),
            "frozen set" => members.ToFrozenSet(),
            _ => members.ToImmutableHashSet(),
        };
        return (team, members);
    }

    private static bool Finds(object collection, Member member) =>
        collection switch
        {
            IDictionary<Member, int> pairs => pairs[member] == member.Id,
            IDictionary<Key, int> pairs => pairs[new Key(member, 1)] == member.Id,
            IReadOnlySet<Member> set => set.Contains(member),
            _ => false,
        };

    private static int Count(object collection) => ((System.Collections.IEnumerable)collection).Cast<object>().Count();
}

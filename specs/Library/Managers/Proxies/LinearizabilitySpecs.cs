using System.Collections.Concurrent;
using CsCheck;
using Multiprocessing;
using SharedStateSpecs.Repository.Conventions;

namespace SharedStateSpecs.Library.Managers.Proxies;

/// <summary>
/// Each call of a proxy takes effect at one moment: whatever several clients call at the same time, some order of the
/// same calls on an ordinary collection gives the same answers and the same end state.
/// </summary>
public static class LinearizabilitySpecs
{
    private static readonly GenOperation<Seen<IList<int>>, Seen<IList<int>>>[] OfList =
    [
        Operation<IList<int>>("add", (list, x) => Done(() => list.Add(x))),
        Operation<IList<int>>("insert at 0", (list, x) => Done(() => list.Insert(0, x))),
        Operation<IList<int>>("set the first to", (list, x) => Done(() => list[0] = x)),
        Operation<IList<int>>("remove at", (list, x) => Done(() => list.RemoveAt(x))),
        Operation<IList<int>>("remove", (list, x) => list.Remove(x)),
        Operation<IList<int>>("index of", (list, x) => list.IndexOf(x)),
        Operation<IList<int>>("read all and", (list, _) => string.Join(' ', list)),
    ];

    private static readonly GenOperation<Seen<IDictionary<int, int>>, Seen<IDictionary<int, int>>>[] OfDictionary =
    [
        Operation<IDictionary<int, int>>("set", (map, x) => Done(() => map[x] = 7)),
        Operation<IDictionary<int, int>>("set 0 to", (map, x) => Done(() => map[0] = x)),
        Operation<IDictionary<int, int>>("get", (map, x) => map.TryGetValue(x, out var value) ? value : null),
        Operation<IDictionary<int, int>>("contains", (map, x) => map.ContainsKey(x)),
        Operation<IDictionary<int, int>>("remove", (map, x) => map.Remove(x)),
        Operation<IDictionary<int, int>>("count and", (map, _) => map.Count),
        Operation<IDictionary<int, int>>("read all and", (map, _) => InOrder(map)),
    ];

    public abstract class OnAnyServer(bool onCPython) : AnyServerSpecs(onCPython)
    {
        [Fact]
        public void Calls_of_a_list_are_linearizable() =>
            Check<IList<int>>(
                () => Manager.List([0, 1, 2]),
                () => new List<int> { 0, 1, 2 },
                list => string.Join(' ', list),
                OfList
            );

        [Fact]
        public void Calls_of_a_dictionary_are_linearizable() =>
            Check<IDictionary<int, int>>(
                () => Manager.Dictionary<int, int>(),
                () => new Dictionary<int, int>(),
                InOrder,
                OfDictionary
            );

        [Fact]
        public void Two_calls_that_should_be_one_are_detected()
        {
            var increment = Operation<IList<int>>(
                "increment and",
                (list, _) =>
                    Done(() =>
                    {
                        var read = list[0];
                        if (list is ListProxy<int>)
                            Thread.Sleep(30);
                        list[0] = read + 1;
                    })
            );
            var check = () =>
                Check<IList<int>>(
                    () => Manager.List([0]),
                    () => new List<int> { 0 },
                    list => string.Join(' ', list),
                    increment
                );

            check.Should().Throw<CsCheckException>("one of two increments is lost").WithMessage("*increment*");
        }
    }

    public sealed class OnDotNet() : OnAnyServer(onCPython: false)
    {
        [Fact]
        public void Only_one_client_adds_a_key() =>
            Check<IDictionary<int, int>>(
                () => Manager.Dictionary<int, int>(),
                () => new Dictionary<int, int>(),
                InOrder,
                [.. OfDictionary, Operation<IDictionary<int, int>>("add", (map, x) => Done(() => map.Add(x, 8)))]
            );
    }

    [CPython, Linux("CPython's server listens on a Unix socket without a file.")]
    public sealed class OnCPython() : OnAnyServer(onCPython: true);

    private static void Check<T>(
        Func<T> shared,
        Func<T> ordinary,
        Func<T, string> text,
        params GenOperation<Seen<T>, Seen<T>>[] operations
    ) =>
        Gen.Const(() => (new Seen<T>(shared()), new Seen<T>(ordinary())))
            .SampleParallel(
                operations,
                (actual, model) => actual.Answered == model.Answered && text(actual.Object) == text(model.Object),
                maxSequentialOperations: 3,
                maxParallelOperations: 4,
                threads: 3,
                iter: 40
            );

    private static GenOperation<Seen<T>, Seen<T>> Operation<T>(string name, Func<T, int, object?> call) =>
        Gen.Select(Gen.Int.Uniform, Gen.Int[0, 2])
            .Operation<Seen<T>, Seen<T>>(
                drawn => $"{name} {drawn.Item2}",
                (actual, drawn) => actual.Call(drawn.Item1, it => call(it, drawn.Item2)),
                (model, drawn) => model.Call(drawn.Item1, it => call(it, drawn.Item2))
            );

    private static object? Done(Action call)
    {
        call();
        return null;
    }

    // Enumerating takes one call; LINQ would ask for the count first.
    private static string InOrder(IDictionary<int, int> map)
    {
        List<(int, int)> pairs = [];
        foreach (var (key, value) in map)
            pairs.Add((key, value));
        return string.Join(' ', pairs.Order());
    }

    /// <summary>A collection, and the answer to each call.</summary>
    private sealed class Seen<T>(T it)
    {
        private readonly ConcurrentDictionary<int, object> answers = [];

        public T Object { get; } = it;

        public string Answered => string.Join(' ', answers.OrderBy(answer => answer.Key));

        public void Call(int number, Func<T, object?> call)
        {
            try
            {
                answers[number] = call(Object) ?? "nothing";
            }
            catch (ArgumentException)
            {
                answers[number] = "refused";
            }
        }

        public override string ToString() => $"{Object}, answered {Answered}";
    }
}

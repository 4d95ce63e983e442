using System.Net.Http.Json;
using Multiprocessing.Platform;
using SharedStateSpecs.Repository.Conventions;

namespace SharedStateSpecs.Repository.Packages;

/// <summary>A web application that uses a pool, built from the packages: <c>WebSample</c>.</summary>
[BuildServer, Collection(nameof(PackedPackages))]
[Linux("it sends SIGTERM and looks in /proc.")]
public sealed class WebSampleSpecs(WebSampleSpecs.Built built) : IClassFixture<WebSampleSpecs.Built>
{
    private const int Requests = 50,
        Terminate = 15;

    [Fact]
    public async Task Many_requests_wait_for_a_pool_without_a_thread_each()
    {
        using var program = built.Run();
        using var client = program.NewClient();

        var threads = await BusyThreads(client, "square");
        var blocked = await BusyThreads(client, "blocking");

        threads.Should().BeLessThan(10, "a request whose task runs holds no thread");
        blocked.Should().BeGreaterThan(25, "the measurement would show threads that wait");
        (await client.GetStringAsync("/health")).Should().Be("Healthy");
    }

    [Fact]
    public async Task Requests_that_run_when_the_application_is_terminated_are_answered()
    {
        using var program = built.Run();
        using var client = program.NewClient();
        var workers = (await StateOf(client)).Workers;

        var answers = Enumerable.Range(0, 8).Select(x => client.GetFromJsonAsync<int>($"/square/{x}")).ToList();
        await Until(client, state => state.Tasks >= 6);
        _ = Libc.Kill(program.Id, Terminate);

        (await Task.WhenAll(answers)).Should().Equal(Enumerable.Range(0, 8).Select(x => x * x));
        program.ExitCode.Should().Be(0);
        workers.Should().HaveCount(2).And.OnlyContain(worker => !Directory.Exists($"/proc/{worker}"));
    }

    // How many threads of the thread pool are busy while most of the requests are waiting for their answers.
    private static async Task<int> BusyThreads(HttpClient client, string path)
    {
        var answers = Enumerable.Range(0, Requests).Select(x => client.GetFromJsonAsync<int>($"/{path}/{x}")).ToList();
        var state = await Until(client, state => state.Tasks >= Requests * 3 / 5);
        (await Task.WhenAll(answers)).Should().Equal(Enumerable.Range(0, Requests).Select(x => x * x));
        return state.BusyThreads;
    }

    private static async Task<State> Until(HttpClient client, Predicate<State> condition)
    {
        using var limit = new CancellationTokenSource(Limits.Wait);
        while (true)
        {
            limit.Token.ThrowIfCancellationRequested();
            var state = await StateOf(client);
            if (condition(state))
                return state;
        }
    }

    private static async Task<State> StateOf(HttpClient client) => (await client.GetFromJsonAsync<State>("/state"))!;

    /// <summary>It is built for the first fact that runs it.</summary>
    public sealed class Built(PackedPackages packages)
    {
        private readonly Lazy<string> place = new(() => WebProgram.Build(packages));

        internal WebProgram Run() => WebProgram.Run(place.Value);
    }

    private sealed record State(int BusyThreads, long Tasks, int[] Workers);
}

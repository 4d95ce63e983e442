using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Multiprocessing;
using Multiprocessing.Extensions.Hosting;

namespace SharedStateSpecs.Library.Hosting;

/// <summary>The options of a pool that is added to an application. No worker is started for them.</summary>
public sealed class PoolOptionsSpecs
{
    [Fact]
    public void Options_are_read_from_configuration() =>
        OptionsOf(services =>
                services.AddProcessPool(
                    "a",
                    Section(
                        ("workers", "3"),
                        ("StartMethod", "spawn"),
                        ("MaxTasksPerWorker", "100"),
                        ("TaskTimeout", "00:00:01.5"),
                        ("RetryLost", "2"),
                        ("CancellationEndsTasks", "true"),
                        ("ForkReady", "true")
                    )
                )
            )
            .Should()
            .Be(
                new ProcessPoolOptions
                {
                    Workers = 3,
                    StartMethod = StartMethod.Spawn,
                    MaxTasksPerWorker = 100,
                    TaskTimeout = TimeSpan.FromSeconds(1.5),
                    RetryLost = 2,
                    CancellationEndsTasks = true,
                    ForkReady = true,
                }
            );

    [Fact]
    public void An_empty_section_leaves_the_defaults() =>
        OptionsOf(services => services.AddProcessPool("a", Section())).Should().Be(new ProcessPoolOptions());

    [Theory]
    [InlineData("Wrokers", "3")]
    [InlineData("Workers", "three")]
    [InlineData("TaskTimeout", "soon")]
    public void A_key_or_value_that_is_none_is_an_error_that_names_it(string key, string value)
    {
        var read = () => OptionsOf(services => services.AddProcessPool("a", Section((key, value))));

        read.Should().Throw<InvalidOperationException>().WithMessage($"*{key}*");
    }

    [Fact]
    public void Each_call_with_a_name_changes_what_the_calls_before_it_have_made() =>
        OptionsOf(services =>
                services
                    .AddProcessPool("a", options => options with { Workers = 3, RetryLost = 1 })
                    .AddProcessPool("b", options => options with { RetryLost = 5 })
                    .AddProcessPool("a", Section(("Workers", "4")))
                    .AddProcessPool("a", (provider, options) => options with { ForkReady = provider is not null })
                    .AddProcessPool("a")
            )
            .Should()
            .Be(
                new ProcessPoolOptions
                {
                    Workers = 4,
                    RetryLost = 1,
                    ForkReady = true,
                }
            );

    [Fact]
    public void Several_calls_with_a_name_add_one_service() =>
        new ServiceCollection()
            .AddProcessPool("a")
            .AddProcessPool("a")
            .Where(service => service.ServiceType == typeof(ProcessPool) && service.IsKeyedService)
            .Should()
            .ContainSingle();

    [Theory]
    [InlineData("Workers", "0")]
    [InlineData("Workers", "1000000")]
    [InlineData("RetryLost", "-1")]
    [InlineData("TaskTimeout", "-00:00:05")]
    public async Task A_value_that_cannot_be_fails_the_start_and_names_the_pool_and_the_option(string key, string value)
    {
        using var host = Hosts.With(services => services.AddProcessPool("images", Section((key, value))));

        var start = async () => await host.StartAsync();

        (await start.Should().ThrowAsync<OptionsValidationException>())
            .WithMessage($"Pool images cannot have these options: *{key}*")
            .Which.OptionsName.Should()
            .Be("images");
    }

    [Fact]
    public void A_pool_needs_a_name_and_a_section()
    {
        var services = new ServiceCollection();

        services.Invoking(it => it.AddProcessPool("")).Should().Throw<ArgumentException>().WithParameterName("name");
        services
            .Invoking(it => it.AddProcessPool("a", (IConfiguration)null!))
            .Should()
            .Throw<ArgumentNullException>()
            .WithParameterName("section");
    }

    private static ProcessPoolOptions OptionsOf(Action<IServiceCollection> add)
    {
        var services = new ServiceCollection();
        add(services);
        using var provider = services.BuildServiceProvider();
        return PoolOptions.Of(provider, "a");
    }

    private static IConfiguration Section(params (string Key, string Value)[] values) =>
        new ConfigurationBuilder()
            .AddInMemoryCollection(
                values.Select(value => new KeyValuePair<string, string?>($"Pools:A:{value.Key}", value.Value))
            )
            .Build()
            .GetSection("Pools:A");
}

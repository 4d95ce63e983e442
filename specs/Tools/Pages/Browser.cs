using PuppeteerSharp;

namespace SharedStateSpecs.Tools.Pages;

/// <summary>
/// One browser for the facts of a class, and a page with failures. It is started on first use.
/// </summary>
public sealed class Browser : IAsyncLifetime
{
    private readonly DirectoryInfo directory = Directory.CreateTempSubdirectory("browser-");
    private readonly Lazy<Task<IBrowser>> browser;
    private readonly string file;

    public Browser()
    {
        file = Path.Combine(directory.FullName, "page.html");
        browser = new(Launch);
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        if (browser.IsValueCreated)
            await (await browser.Value).DisposeAsync();
        directory.Delete(recursive: true);
    }

    /// <summary>A tab that shows the page.</summary>
    internal async Task<IPage> Open(int width = 1280, string scheme = "light", Action<IPage>? before = null)
    {
        var tab = await (await browser.Value).NewPageAsync();
        before?.Invoke(tab);
        await tab.SetViewportAsync(new() { Width = width, Height = 900 });
        await tab.EmulateMediaFeaturesAsync([
            new() { MediaFeature = MediaFeature.PrefersColorScheme, Value = scheme },
            new() { MediaFeature = MediaFeature.PrefersReducedMotion, Value = "reduce" },
        ]);
        await tab.GoToAsync(new Uri(file).AbsoluteUri);
        return tab;
    }

    private Task<IBrowser> Launch()
    {
        File.WriteAllText(file, Sample.RedText);
        return Puppeteer.LaunchAsync(
            new()
            {
                ExecutablePath = Found("chromium"),
                Args = ["--no-sandbox", "--disable-dev-shm-usage"],
                UserDataDir = directory.CreateSubdirectory("profile").FullName,
            }
        );
    }

    private static string Found(string program) =>
        Environment
            .GetEnvironmentVariable("PATH")!
            .Split(Path.PathSeparator)
            .Select(folder => Path.Combine(folder, program))
            .First(File.Exists);
}

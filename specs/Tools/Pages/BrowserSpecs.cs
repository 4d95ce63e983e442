using PuppeteerSharp;
using SharedStateSpecs.Repository.Conventions;

namespace SharedStateSpecs.Tools.Pages;

/// <summary>The page in a real browser, with failures on it.</summary>
[BuildServer("It starts a browser"), Requires("chromium")]
public sealed class BrowserSpecs(Browser browser) : IClassFixture<Browser>
{
    private const string ShownRows = """
        [...document.querySelectorAll('.matrix tbody tr')]
          .filter(row => row.checkVisibility())
          .map(row => row.id.slice(4))
          .join(' ')
        """;

    [Fact]
    public async Task It_requests_nothing_and_logs_no_error()
    {
        var messages = new List<string>();
        await using var page = await browser.Open(before: tab =>
        {
            tab.Console += (_, message) => messages.Add(message.Message.Text);
            tab.PageError += (_, error) => messages.Add(error.Message);
            tab.Request += (_, request) => messages.Add(request.Request.Url);
        });

        await page.ClickAsync("#runs summary");

        messages
            .Should()
            .HaveCount(1, "the page is one file")
            .And.OnlyContain(url => url.StartsWith("file:") && url.EndsWith("/page.html"));
    }

    [Fact]
    public async Task The_filter_keeps_the_rows_with_a_text()
    {
        await using var page = await browser.Open();

        await page.TypeAsync("#filter [name=text]", "CHUNK 103");

        (await Text(page, ShownRows)).Should().Be("S2.05");
        (await Text(page, "document.querySelector('#filter output').value")).Should().Be("1 of 11 observations");
        (
            await Text(
                page,
                """
                [...document.querySelectorAll('.program')]
                  .filter(program => program.checkVisibility())
                  .map(program => program.querySelector('h3').textContent)
                  .join()
                """
            )
        ).Should().Be("One list in several items");
    }

    [Fact]
    public async Task The_filter_keeps_a_chapter_and_can_be_reset()
    {
        await using var page = await browser.Open();

        await page.SelectAsync("#filter [name=chapter]", "Arguments");
        (await Text(page, ShownRows)).Should().Be("S2.02 S2.04 S2.05 S2.06 S2.08 S2.14");

        await page.ClickAsync("#filter [type=reset]");
        await page.WaitForFunctionAsync(
            "() => document.querySelector('#filter output').value === '11 of 11 observations'"
        );
    }

    [Fact]
    public async Task The_filter_keeps_what_does_not_hold()
    {
        await using var page = await browser.Open();

        await page.ClickAsync("#filter [name=broken]");

        (await Text(page, ShownRows)).Should().Be("G15 S1.18");
    }

    [Fact]
    public async Task The_filter_keeps_the_columns_of_a_start_method_and_a_runtime()
    {
        await using var page = await browser.Open();

        await page.SelectAsync("#filter [name=start]", "spawn");
        await page.SelectAsync("#filter [name=runtime]", "CPython");

        (
            await Text(
                page,
                """
                [...new Set([...document.querySelectorAll('.matrix td')]
                  .filter(cell => cell.checkVisibility())
                  .map(cell => cell.dataset.column))].join()
                """
            )
        ).Should().Be("CPython spawn");
    }

    [Fact]
    public async Task A_link_in_a_cell_opens_its_run()
    {
        await using var page = await browser.Open();

        await page.ClickAsync("[id='row-S2.05'] td a");

        await page.WaitForFunctionAsync(
            "() => document.querySelector(location.hash + '[open] svg')?.checkVisibility() === true"
        );
    }

    [Fact]
    public async Task A_cell_with_the_focus_is_explained_until_Escape()
    {
        await using var page = await browser.Open();

        await page.FocusAsync("[id='row-S2.06'] td a");
        (
            await Text(
                page,
                "document.getElementById(document.activeElement.getAttribute('aria-describedby')).textContent"
            )
        )
            .Should()
            .Be(
                $"Where .NET {Environment.Version} spawn"
                    + "Specified one object: TrueSeen one object: TrueRun what a copy is"
            );

        await page.Keyboard.PressAsync("Escape");
        (await Text(page, "`${document.getElementById('explanation').checkVisibility()}`")).Should().Be("false");
    }

    [Fact]
    public async Task An_object_is_highlighted_in_all_lanes()
    {
        await using var page = await browser.Open();
        await page.EvaluateExpressionAsync("document.querySelector('#row-S1\\\\.16 td a').click()");
        await page.WaitForSelectorAsync("details[open] .objects button");

        await page.FocusAsync("details[open] .objects button:nth-of-type(3)");

        (await Text(page, "document.querySelector('details[open] .objects output').textContent"))
            .Should()
            .Be("#3: seen only in main");
        (
            await Text(
                page,
                """
                [...new Set([...document.querySelectorAll('details[open] .lit .on')]
                  .map(part => part.textContent.split(':')[0]))].join()
                """
            )
        ).Should().Be("#3");
    }

    [Fact]
    public async Task The_keyboard_reaches_everything_and_the_focus_is_visible()
    {
        await using var page = await browser.Open();
        await page.EvaluateExpressionAsync("document.querySelector('#runs summary').click()");
        await page.EvaluateExpressionAsync(
            """
            reached = new Set(); unmarked = [];
            wanted = [...document.querySelectorAll('a[href], button, input, select, summary, [tabindex="0"]')]
              .filter(one => one.checkVisibility());
            """
        );

        for (var i = await page.EvaluateExpressionAsync<int>("wanted.length + 5"); i > 0; i--)
        {
            await page.Keyboard.PressAsync("Tab");
            await page.EvaluateExpressionAsync(
                """
                focused = document.activeElement;
                reached.add(focused);
                if (focused !== document.body && getComputedStyle(focused).outlineStyle === 'none')
                  unmarked.push(focused);
                """
            );
        }

        (await Text(page, "wanted.filter(one => !reached.has(one)).map(one => one.outerHTML.slice(0, 200)).join()"))
            .Should()
            .BeEmpty();
        (await Text(page, "unmarked.map(one => one.outerHTML.slice(0, 200)).join()")).Should().BeEmpty();
    }

    [Fact]
    public async Task Nothing_overflows_on_a_phone()
    {
        await using var page = await browser.Open(width: 400);

        (await page.EvaluateExpressionAsync<int>("document.documentElement.scrollWidth")).Should().Be(400);
    }

    [Fact]
    public async Task The_answer_fits_a_phone()
    {
        await using var page = await browser.Open(width: 400);

        (
            await page.EvaluateExpressionAsync<bool>(
                "[...document.querySelectorAll('#answer .scroll')].every(one => one.scrollWidth <= one.clientWidth)"
            )
        )
            .Should()
            .BeTrue("its columns are those of three start methods");
    }

    [Fact]
    public async Task Without_scripts_everything_but_the_filter_is_shown()
    {
        await using var page = await browser.Open(before: tab => tab.SetJavaScriptEnabledAsync(false).Wait());

        var text = await (await page.QuerySelectorAsync("body")).EvaluateFunctionAsync<string>(
            "body => body.innerText"
        );
        text.Should().Contain("What does not hold").And.Contain("S2.14").And.NotContain("Only what does not hold");
    }

    [Theory, Axe]
    [InlineData(1280, "light")]
    [InlineData(1280, "dark")]
    [InlineData(400, "light")]
    [InlineData(400, "dark")]
    public async Task An_accessibility_audit_finds_nothing(int width, string scheme)
    {
        await using var page = await browser.Open(width, scheme);
        await page.EvaluateExpressionAsync("document.querySelectorAll('details').forEach(one => one.open = true)");

        var audit = await Audited(page);

        audit.Found.Should().BeEmpty();
        audit.Rules.Should().BeGreaterThan(20, "many rules apply to this page");
    }

    [Fact, Axe]
    public async Task An_audit_finds_a_picture_without_a_description()
    {
        await using var page = await browser.Open();
        await page.EvaluateExpressionAsync("document.querySelector('main').append(new Image())");

        (await Audited(page)).Found.Should().Equal("image-alt: <img>");
    }

    private static async Task<Audit> Audited(IPage page)
    {
        await page.EvaluateExpressionAsync(AxeAttribute.Script);
        return await page.EvaluateFunctionAsync<Audit>(
            """
            async () => {
              const { violations, passes } = await axe.run();
              const found = violations.flatMap(rule => rule.nodes.map(node => `${rule.id}: ${node.html}`));
              return { found, rules: passes.length };
            }
            """
        );
    }

    private static Task<string> Text(IPage page, string expression) => page.EvaluateExpressionAsync<string>(expression);

    private sealed record Audit(string[] Found, int Rules);
}

using PuppeteerSharp;

namespace NetCompiler.Pages;

/// <summary>The documentation as a site: its links, and whether a reader finds what he asks for.</summary>
internal static class SiteCheck
{
    /// <summary>What a reader asks, the links that he follows from the start page, and what stands where they lead.</summary>
    private static readonly (string Question, string[] Clicks, string Answer)[] Questions =
    [
        ("How do I freeze layers?", ["Training of single layers"], "Trainable = false"),
        ("How do I weigh classes?", ["Training"], "ClassWeights"),
        ("How do I read a folder of pictures?", ["Pictures"], "PictureFolder"),
        ("How do I use it in ASP.NET?", ["Services"], "AddNetwork"),
        ("Why is a shape wrong?", ["Questions and trouble"], "A shape is wrong"),
        ("How do I publish for Arm64?", ["Native code"], "-r linux-arm64"),
    ];

    private static readonly string[] Pictured = ["index.html", "tutorial.html", "layers.html", "metrics.html", "api/NetCompiler.FitOptions.html"];

    public static async Task<int> RunAsync(string folder, string? pictures)
    {
        var report = new Report();
        SiteLinks links = SiteLinks.Follow(folder);
        report.Say(links.Dead.Count == 0, $"{links.Links} links on {links.Pages} pages lead somewhere"
            + string.Concat(links.Dead.Select(dead => "\n     " + dead)));
        using var server = new PageServer(folder);
        await using IBrowser browser = await Chromium.StartAsync();
        List<string> troubles = [];
        IPage page = await Chromium.OpenAsync(browser, troubles);
        await page.SetViewportAsync(new ViewPortOptions { Width = 1440, Height = 900 });
        foreach ((string question, string[] clicks, string answer) in Questions)
        {
            await page.GoToAsync(server.Address + "index.html", WaitUntilNavigation.Networkidle2);
            bool found = await ReadAsync(page, clicks, answer);
            report.Say(found, $"{question} {string.Join(" > ", clicks)}, in {clicks.Length} clicks");
        }

        report.Say(troubles.Count == 0, troubles.Count == 0 ? "no error and no warning in the console" : string.Join("; ", troubles));
        foreach (string name in pictures is null ? [] : Pictured)
        {
            await page.GoToAsync(server.Address + name, WaitUntilNavigation.Networkidle2);
            await Screenshots.TakeAsync(page, pictures!, Path.GetFileNameWithoutExtension(name), reload: true);
        }

        return report.Failed ? 1 : 0;
    }

    /// <summary>Clicks the links of a page's text with these words, one page after the other, and looks for the answer.</summary>
    private static async Task<bool> ReadAsync(IPage page, string[] clicks, string answer)
    {
        foreach (string click in clicks)
        {
            IJSHandle link = await page.EvaluateFunctionHandleAsync(
                "text => [...document.querySelectorAll('article a')].find(link => link.textContent.trim() === text)", click);
            if (link is not IElementHandle element)
            {
                return false;
            }

            await Task.WhenAll(page.WaitForNavigationAsync(), element.ClickAsync());
        }

        return await page.EvaluateFunctionAsync<bool>("answer => document.querySelector('article').textContent.includes(answer)", answer);
    }
}

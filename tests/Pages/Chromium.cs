using PuppeteerSharp;

namespace NetCompiler.Pages;

/// <summary>The Chromium of this machine, without a window.</summary>
internal static class Chromium
{
    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

    /// <summary>Starts it. The caller disposes of it.</summary>
    public static Task<IBrowser> StartAsync() => Puppeteer.LaunchAsync(new LaunchOptions
    {
        Headless = true,
        ExecutablePath = Find(),
        // Checks often run as root and in containers, where Chromium's own sandbox cannot.
        Args = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"],
    });

    /// <summary>A page that notes whatever goes wrong in it.</summary>
    public static async Task<IPage> OpenAsync(IBrowser browser, List<string> troubles)
    {
        IPage page = await browser.NewPageAsync();
        page.Console += (_, message) =>
        {
            if (message.Message.Type is ConsoleType.Error or ConsoleType.Warning)
            {
                troubles.Add($"{message.Message.Type}: {message.Message.Text}");
            }
        };
        page.PageError += (_, problem) => troubles.Add("exception: " + problem.Message);
        page.RequestFailed += (_, request) => troubles.Add($"request failed: {request.Request.Url}");
        page.Response += (_, response) =>
        {
            if ((int)response.Response.Status >= 400)
            {
                troubles.Add($"{(int)response.Response.Status}: {response.Response.Url}");
            }
        };
        return page;
    }

    private static string Find() =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .SelectMany(folder => Names.Select(name => Path.Combine(folder, name))).FirstOrDefault(File.Exists)
        ?? throw new InvalidOperationException("There is no Chromium on this machine: Debian's package is 'chromium'.");
}

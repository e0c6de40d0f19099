using PuppeteerSharp;
using PuppeteerSharp.Media;

namespace NetCompiler.Pages;

/// <summary>Pictures of a page as a phone, a tablet and a desktop show it, in light and in dark.</summary>
internal static class Screenshots
{
    private static readonly int[] Widths = [390, 768, 1440];
    private static readonly string[] Schemes = ["light", "dark"];

    /// <param name="page">As it is to be seen.</param>
    /// <param name="folder">Made where it is missing.</param>
    /// <param name="name">Of the files, before width and scheme.</param>
    /// <param name="reload">For a page that asks for the scheme only when it loads.</param>
    public static async Task TakeAsync(IPage page, string folder, string name, bool reload)
    {
        Directory.CreateDirectory(folder);
        foreach (string scheme in Schemes)
        {
            await page.EmulateMediaFeaturesAsync([new MediaFeatureValue { MediaFeature = MediaFeature.PrefersColorScheme, Value = scheme }]);
            if (reload)
            {
                await page.ReloadAsync(new ReloadOptions { WaitUntil = [WaitUntilNavigation.Networkidle2] });
            }

            foreach (int width in Widths)
            {
                await page.SetViewportAsync(new ViewPortOptions { Width = width, Height = 900 });
                await Task.Delay(200);
                await page.ScreenshotAsync(Path.Combine(folder, $"{name}-{width}-{scheme}.png"), new ScreenshotOptions { FullPage = true });
            }
        }
    }
}

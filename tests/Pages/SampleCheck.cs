using System.Diagnostics;
using System.Globalization;
using PuppeteerSharp;

namespace NetCompiler.Pages;

/// <summary>samples/Browser: its size, how soon it answers, ten digits, a finger, a keyboard, ten corrections, names for screen readers.</summary>
internal static class SampleCheck
{
    private const int MostBytes = 3_000_000, MostMilliseconds = 5000;

    public static async Task<int> RunAsync(string folder, string? pictures)
    {
        using var server = new PageServer(folder);
        await using IBrowser browser = await Chromium.StartAsync();
        List<string> troubles = [];
        IPage page = await Chromium.OpenAsync(browser, troubles);
        await page.SetViewportAsync(new ViewPortOptions { Width = 1280, Height = 900 });
        var report = new Report();
        var digits = new DigitPage(page);

        var clock = Stopwatch.StartNew();
        await page.GoToAsync(server.Address);
        await digits.ReadyAsync();
        long ready = clock.ElapsedMilliseconds;
        int first = await digits.DrawAsync(new Hand(1).Write(1));
        long used = clock.ElapsedMilliseconds;
        // Where several processes wait for each processor, the time says nothing about the page.
        double load = Load();
        string busy = load > 2 * Environment.ProcessorCount ? string.Create(CultureInfo.InvariantCulture, $"; not judged at a load of {load:0}") : "";
        report.Say((used <= MostMilliseconds || busy.Length > 0) && first >= 0,
            $"ready after {ready} ms, the first digit is drawn and read after {used} ms{busy}");
        report.Say(server.Sent <= MostBytes, $"{server.Sent} bytes were sent, compressed by brotli");

        int before = await CountAsync(digits, new Hand(1), lying: false);
        report.Say(before >= 9, $"{before} of ten digits drawn with the mouse are read right");
        if (pictures is not null)
        {
            // The picture of the README.
            Directory.CreateDirectory(pictures);
            await digits.DrawAsync(new Hand(2).Write(5));
            await Task.Delay(500);
            await (await page.QuerySelectorAsync("main")).ScreenshotAsync(Path.Combine(pictures, "browser.png"));
        }

        await InputsAsync(digits, report);
        await SpeedAsync(page, report);
        await CorrectionsAsync(digits, report);
        await NamesAsync(page, report);
        report.Say(troubles.Count == 0, troubles.Count == 0 ? "no error and no warning in the console" : string.Join("; ", troubles));
        if (pictures is not null)
        {
            await digits.DrawAsync(new Hand(2).Write(5));
            await Screenshots.TakeAsync(page, pictures, "sample", reload: false);
        }

        return report.Failed ? 1 : 0;
    }

    /// <summary>Processes that wanted a processor, the mean of the last minute; 0 where the system does not say.</summary>
    private static double Load() => File.Exists("/proc/loadavg")
        ? double.Parse(File.ReadAllText("/proc/loadavg").Split(' ')[0], CultureInfo.InvariantCulture) : 0;

    /// <summary>How many of the ten digits of a hand are read right.</summary>
    private static async Task<int> CountAsync(DigitPage digits, Hand hand, bool lying)
    {
        int right = 0;
        List<string> read = [];
        for (int digit = 0; digit < 10; digit++)
        {
            int answer = await digits.DrawAsync(hand.Write(digit, lying));
            right += answer == digit ? 1 : 0;
            read.Add(string.Create(CultureInfo.InvariantCulture, $"{digit} as {answer}"));
        }

        Console.WriteLine("     " + string.Join(", ", read));
        return right;
    }

    private static async Task InputsAsync(DigitPage digits, Report report)
    {
        int touched = await digits.TouchAsync(new Hand(3).Write(7));
        report.Say(touched == 7, $"a 7 drawn with a finger is read as {touched}");
        // A vertical line down the middle, from ten steps above it.
        await digits.TypeAsync("Delete");
        int typed = await digits.TypeAsync(
            [.. Enumerable.Repeat("ArrowUp", 10), "Space", .. Enumerable.Repeat("ArrowDown", 20), "Space"]);
        report.Say(typed == 1, $"a 1 drawn with the keyboard is read as {typed}");
        int wiped = await digits.TypeAsync("Backspace");
        report.Say(wiped == -1, "the key Backspace takes the stroke back");
    }

    /// <summary>Medians as the page sees them: of a reading and an explanation, and the first step of training.</summary>
    private static async Task SpeedAsync(IPage page, Report report)
    {
        double[] times = await page.EvaluateFunctionAsync<double[]>(
            """
            async () => {
              const { getDotnetRuntime } = globalThis, runtime = getDotnetRuntime(0);
              const exports = (await runtime.getAssemblyExports(runtime.getConfig().mainAssemblyName)).Browser.Page;
              const median = (count, run) => Array.from({ length: count }, () => {
                const start = performance.now();
                run();
                return performance.now() - start;
              }).sort((a, b) => a - b)[count >> 1];
              const strokes = [3, 100, 100, 300, 120, 200, 400];
              const learn = () => { exports.Teach(7); exports.Step(); };
              return [median(31, () => exports.Read(strokes, 560)), median(15, () => exports.Look(7)), median(1, learn)];
            }
            """);
        report.Say(times[0] < 100, string.Create(
            CultureInfo.InvariantCulture, $"a reading takes {times[0]:0.0} ms, an explanation {times[1]:0.0} ms, a first step {times[2]:0.0} ms"));
    }

    /// <summary>Somebody writes from the side of the screen, which the network has never seen, and corrects each of ten digits once.</summary>
    private static async Task CorrectionsAsync(DigitPage digits, Report report)
    {
        int before = await CountAsync(digits, new Hand(4), lying: true);
        var clock = Stopwatch.StartNew();
        var hand = new Hand(4);
        for (int digit = 0; digit < 10; digit++)
        {
            await digits.DrawAsync(hand.Write(digit, lying: true));
            await digits.CorrectAsync(digit);
        }

        long each = clock.ElapsedMilliseconds / 10;
        int after = await CountAsync(digits, new Hand(4), lying: true);
        int others = await CountAsync(digits, new Hand(5), lying: true);
        int upright = await CountAsync(digits, new Hand(1), lying: false);
        report.Say(after >= before + 3, $"of ten digits that lie, {before} are read right before ten corrections of {each} ms, {after} after them");
        report.Say(others > before, $"{others} of ten others of that hand");
        report.Say(upright >= 8, $"{upright} of ten that stand");
    }

    /// <summary>What a screen reader finds: each control has a name, and the answer is announced.</summary>
    private static async Task NamesAsync(IPage page, Report report)
    {
        int unnamed = await page.EvaluateFunctionAsync<int>(
            """
            () => [...document.querySelectorAll('button, canvas, progress')].filter(control => !control.closest('[hidden]') && !(
              control.ariaLabel || control.labels?.length || control.textContent.trim())).length
            """);
        report.Say(unnamed == 0, $"{unnamed} controls without a name");
        bool live = await page.EvaluateFunctionAsync<bool>("() => document.getElementById('digit').closest('[aria-live=polite]') !== null");
        report.Say(live, "the answer is announced when it changes");
    }
}

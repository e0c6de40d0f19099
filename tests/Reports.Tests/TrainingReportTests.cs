using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Dom.Events;
using AngleSharp.Html.Parser;
using SkiaSharp;

namespace NetCompiler.Reports.Tests;

/// <summary>The page and the pictures of a small run.</summary>
public sealed class TrainingReportTests : IDisposable
{
    private const string Hostile = "<script>alert(\"1\")</script>&amp;'\u0001\ud800";

    private static readonly string[] Sections = ["Training", "Norms by layer", "Confusion matrix", "Worst mistakes", "Layers"];

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("netcompiler-");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public void The_page_has_every_section()
    {
        IHtmlDocument page = Parse(Report().ToHtml());
        Assert.Equal("PictureClassifier", page.QuerySelector("h1")!.TextContent);
        Assert.Equal("2 layers, 3 epochs", page.QuerySelector("header p")!.TextContent);
        Assert.Equal(Sections, page.QuerySelectorAll("section h2").Select(heading => heading.TextContent));
        Assert.Equal(
            ["Loss", "Accuracy", "Weights", "Gradients", "Confusion matrix", "Graph of the layers"],
            page.QuerySelectorAll("svg").Select(svg => svg.GetAttribute("aria-label")));
        Assert.Equal(["Class", "Layer"], page.QuerySelectorAll("table").Select(table => table.QuerySelector("th")!.TextContent));
        Assert.Equal(["flatten", "Flatten", "(None, 8)", "0", "0"], page.QuerySelectorAll("table")[1].QuerySelectorAll("tbody tr")[0].Children
            .Select(cell => cell.TextContent));
        Assert.Contains("loss, validation", page.QuerySelectorAll("dt").Select(name => name.TextContent));
    }

    [Fact]
    public void The_page_says_how_the_run_was_made()
    {
        string run = Parse(Report().ToHtml()).QuerySelector("header .run")!.TextContent;
        Assert.Matches(
            @"^Adam, learning rate 0\.05; batches of 8; seed 0\.20\d\d-\d\d-\d\d \d\d:\d\d [+-]\d\d:\d\d, \d+\.\d s; .+ processors, \.NET .+\.$",
            run);
    }

    [Fact]
    public void A_title_that_is_given_does_not_hide_the_networks_name()
    {
        IHtmlDocument page = Parse(Report(new ReportOptions { Title = "Run 7" }).ToHtml());
        Assert.Equal(("Run 7", "PictureClassifier: 2 layers, 3 epochs"),
            (page.QuerySelector("h1")!.TextContent, page.QuerySelector("header p")!.TextContent));
    }

    /// <summary>A constant is a figure, not a curve; what changes is a curve.</summary>
    [Fact]
    public void What_never_changes_has_no_chart()
    {
        IHtmlDocument page = Parse(Report(logged: "constant", value: 0).ToHtml());
        string?[] drawn = [.. page.QuerySelectorAll("svg").Select(svg => svg.GetAttribute("aria-label"))];
        Assert.DoesNotContain("Constant", drawn);
        Assert.DoesNotContain("Learning rate", drawn);
        string[] facts = [.. page.QuerySelectorAll("dl div").Select(fact => fact.TextContent)];
        Assert.Contains("constant, training0", facts);
        Assert.Contains("learning rate0.05", facts);

        var network = new PictureClassifier(seed: 1);
        History falling = network.Fit(Data(40, seed: 1), new FitOptions { Epochs = 3, Optimizer = new Sgd(new ExponentialDecay(0.1f, 5, 0.9f)) });
        Assert.Contains("Learning rate", Parse(TrainingReport.Create(network, falling).ToHtml()).QuerySelectorAll("svg")
            .Select(svg => svg.GetAttribute("aria-label")));
    }

    [Fact]
    public void The_page_is_well_formed()
    {
        string html = Report().ToHtml();
        XDocument xml = XDocument.Load(XmlReader.Create(new StringReader(html), new XmlReaderSettings { DtdProcessing = DtdProcessing.Ignore }));
        Assert.Equal("html", xml.Root!.Name.LocalName);
        // Another name for clipPath: the parser does not see that its start and its end are of one element.
        List<HtmlParseError> errors = [];
        var parser = new HtmlParser();
        parser.Error += (_, problem) => errors.Add((HtmlParseError)((HtmlErrorEvent)problem).Code);
        parser.ParseDocument(html.Replace("clipPath", "g", StringComparison.Ordinal));
        Assert.Empty(errors);
    }

    [Fact]
    public void The_page_needs_nothing_from_outside()
    {
        string html = Report().ToHtml();
        IHtmlDocument page = Parse(html);
        Assert.Empty(page.QuerySelectorAll("script, link, iframe, object, embed, base, form"));
        Assert.DoesNotContain(page.All, element => element.Attributes
            .Any(attribute => attribute.Name.StartsWith("on", StringComparison.OrdinalIgnoreCase)));
        IEnumerable<string> references = page.All.SelectMany(element => element.Attributes)
            .Where(attribute => attribute.LocalName is "src" or "href" or "srcset" or "data" or "poster").Select(attribute => attribute.Value);
        Assert.All(references, reference => Assert.Matches("^(data:|#)", reference));
        MatchCollection urls = Regex.Matches(html, @"url\(([^)]{0,20})");
        Assert.NotEmpty(urls);
        Assert.All(urls, url => Assert.Matches("^(data:|#)", url.Groups[1].Value));
        Assert.DoesNotContain("@import", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Ids_are_of_one_drawing_and_lead_somewhere()
    {
        IHtmlDocument page = Parse(Report().ToHtml());
        List<string> ids = [.. page.QuerySelectorAll("[id]").Select(element => element.Id!)];
        Assert.Equal(ids.Distinct(), ids);
        MatchCollection uses = Regex.Matches(page.DocumentElement.OuterHtml, @"url\(&quot;#(.+?)&quot;\)|url\(#(.+?)\)");
        Assert.NotEmpty(uses);
        Assert.All(uses, use => Assert.Contains(use.Groups[1].Value + use.Groups[2].Value, ids));
    }

    [Fact]
    public void Names_are_escaped_and_mended()
    {
        string html = Report(new ReportOptions { Title = Hostile, ClassNames = [Hostile, "b", "c"], Test = Data(30, seed: 2) },
            logged: Hostile).ToHtml();
        IHtmlDocument page = Parse(html);
        const string Shown = "<script>alert(\"1\")</script>&amp;'\ufffd\ufffd";
        Assert.Empty(page.QuerySelectorAll("script"));
        Assert.Equal(Shown, page.QuerySelector("h1")!.TextContent);
        Assert.Equal(Shown, page.Title);
        Assert.Equal(Shown, page.QuerySelector("tbody td")!.TextContent);
        Assert.Contains(page.QuerySelectorAll("svg"), svg => svg.GetAttribute("aria-label") == Shown);
        XDocument.Load(XmlReader.Create(new StringReader(html), new XmlReaderSettings { DtdProcessing = DtdProcessing.Ignore }));
    }

    [Fact]
    public void Mistakes_are_pictures_of_the_inputs()
    {
        float[] input = [0, 0.2f, 0.4f, 0.6f, 0.8f, 1, 0, 1];
        byte[] png = new Pictures([2, 4, 1], [input]).ToPng(input);
        using SKBitmap grey = SKBitmap.Decode(png);
        Assert.Equal((4, 2), (grey.Width, grey.Height));
        Assert.Equal([0, 51, 102, 153, 204, 255, 0, 255], grey.Pixels.Select(pixel => (int)pixel.Red));
        Assert.All(grey.Pixels, pixel => Assert.Equal((pixel.Red, pixel.Red), (pixel.Green, pixel.Blue)));

        // Values beyond 0 to 1 set the scale; colours are in the order of the last axis.
        float[] colored = [-1, 0, 1, 1, 1, -1, 0, 0, 0, 1, 1, 1];
        using SKBitmap color = SKBitmap.Decode(new Pictures([2, 2, 3], [colored]).ToPng(colored));
        Assert.Equal([new SKColor(0, 128, 255), new SKColor(255, 255, 0), new SKColor(128, 128, 128), SKColors.White], color.Pixels);

        TrainingReport report = Report();
        IHtmlCollection<IElement> images = Parse(report.ToHtml()).QuerySelectorAll("figure img");
        Assert.Equal(report.Test!.Worst.Count, images.Length);
        Assert.NotEmpty(images);
        Assert.All(images, image =>
        {
            using SKBitmap picture = SKBitmap.Decode(Convert.FromBase64String(image.GetAttribute("src")!["data:image/png;base64,".Length..]));
            Assert.Equal((4, 2), (picture.Width, picture.Height));
        });
    }

    [Fact]
    public void Inputs_that_are_no_pictures_are_a_table()
    {
        History history = new NumberEcho().Fit(Dataset.FromArrays([1f, 2], [2], [1f, 2]));
        IHtmlDocument page = Parse(TrainingReport.Create(
            Echoes.Make(new NumberEcho()), history, new ReportOptions { Test = Dataset.FromArrays([1f, 2], [2], [1f, 3]) }).ToHtml());
        Assert.Equal(["Training", "Worst mistakes", "Layers"], page.QuerySelectorAll("section h2").Select(heading => heading.TextContent));
        Assert.Equal(["0", "1, 3", "1, 2", "squared error 0.5", "1, 2"], page.QuerySelectorAll("tbody")[0].QuerySelectorAll("td")
            .Select(cell => cell.TextContent));
    }

    [Fact]
    public void Drawings_are_files_that_can_be_read()
    {
        IReadOnlyList<string> paths = Report().SavePng(Path.Combine(folder.FullName, "new"));
        string[] names = ["loss", "accuracy", "weight_norms", "gradient_norms", "confusion_matrix", "worst_mistakes", "layers"];
        Assert.Equal(names, paths.Select(Path.GetFileNameWithoutExtension));
        Assert.Equal(7, Directory.GetFiles(Path.Combine(folder.FullName, "new")).Length);
        Assert.All(paths, path =>
        {
            using SKBitmap bitmap = SKBitmap.Decode(path);
            Assert.True(bitmap.Width >= 500 && bitmap.Height >= 300, path);
            Assert.True(bitmap.Pixels.Distinct().Count() > 20, $"{path} is empty.");
        });
    }

    [Fact]
    public void Charts_show_their_texts()
    {
        IHtmlDocument page = Parse(Report().ToHtml());
        string[] texts = [.. page.QuerySelectorAll("svg")[0].QuerySelectorAll("text").Select(text => text.TextContent)];
        Assert.Superset(new HashSet<string> { "Loss", "epoch", "training", "validation", "1", "2", "3" }, new HashSet<string>(texts));
        Assert.All(page.QuerySelectorAll("svg text"), text =>
            Assert.EndsWith(", sans-serif", text.GetAttribute("font-family"), StringComparison.Ordinal));
    }

    [Fact]
    public void Names_that_no_font_can_show_are_indices_in_drawings_and_stay_in_tables()
    {
        IHtmlDocument page = Parse(Report(new ReportOptions { ClassNames = ["a", "\U0010FFFD", "c"], Test = Data(30, seed: 2) }).ToHtml());
        IElement matrix = page.QuerySelectorAll("svg").Single(svg => svg.GetAttribute("aria-label") == "Confusion matrix");
        string[] texts = [.. matrix.QuerySelectorAll("text").Select(text => text.TextContent)];
        Assert.Equal(["a", "1", "c"], texts.SkipWhile(text => text != "a").Take(3));
        Assert.All(matrix.QuerySelectorAll("text"), text =>
            Assert.EndsWith(", sans-serif", text.GetAttribute("font-family"), StringComparison.Ordinal));
        Assert.Equal(["a", "\U0010FFFD", "c"], page.QuerySelector("tbody")!.Children.Select(row => row.FirstElementChild!.TextContent));
    }

    [Fact]
    public void The_same_run_gives_the_same_bytes_in_every_culture()
    {
        TrainingReport report = Report();
        string html = report.ToHtml();
        Assert.Equal(html, report.ToHtml());
        // Another run with the same seeds is another one only in when it was.
        Assert.Equal(WithoutRun(html), WithoutRun(Report().ToHtml()));
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo("de-DE") { NumberFormat = { NegativeSign = "\u2212" } };
            Assert.Equal(html, report.ToHtml());
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }

        IReadOnlyList<string> first = Report().SavePng(Path.Combine(folder.FullName, "a")),
            second = Report().SavePng(Path.Combine(folder.FullName, "b"));
        Assert.All(first.Zip(second), pair => Assert.Equal(File.ReadAllBytes(pair.First), File.ReadAllBytes(pair.Second)));
    }

    [Fact]
    public void A_page_replaces_the_one_before()
    {
        string path = Path.Combine(folder.FullName, "run.html");
        File.WriteAllText(path, "old");
        TrainingReport report = Report();
        report.SaveHtml(path);
        Assert.Equal(report.ToHtml(), File.ReadAllText(path));
        Assert.Single(folder.GetFiles());
    }

    [Fact]
    public void A_run_of_nothing_and_values_that_are_no_numbers_are_shown_too()
    {
        var network = new PictureClassifier(seed: 1);
        IHtmlDocument page = Parse(TrainingReport.Create(network, network.Fit(Data(4, 1), new FitOptions { Callbacks = [new Stop()] })).ToHtml());
        Assert.Equal(["Layers"], page.QuerySelectorAll("section h2").Select(heading => heading.TextContent));
        Assert.Contains("Training", Report(logged: "odd", value: double.NaN).ToHtml(), StringComparison.Ordinal);
        Assert.Contains("Training", Report(logged: "odd", value: double.PositiveInfinity).ToHtml(), StringComparison.Ordinal);
    }

    [Fact]
    public void What_does_not_fit_is_refused()
    {
        Refused("'PictureClassifier' expects test samples of 8 input and 1 target floats; the data has 2 and 1",
            new ReportOptions { Test = Dataset.FromArrays([1f, 2], [2], [0]) });
        Refused("'PictureClassifier' has 3 classes; ReportOptions.ClassNames has 2", new ReportOptions { ClassNames = ["a", "b"] });
        Assert.Throws<ArgumentOutOfRangeException>(() => Report(new ReportOptions { WorstCount = -1 }));
        Assert.Throws<ArgumentException>(() => Report().SaveHtml(""));
    }

    private static void Refused(string message, ReportOptions options) =>
        Assert.Contains(message, Assert.Throws<ArgumentException>(() => Report(options)).Message, StringComparison.Ordinal);

    /// <summary>Also where names differ in case only, and where one is that of another drawing.</summary>
    [Fact]
    public void Each_drawing_has_a_file_of_its_own()
    {
        string[] names = ["a/b", "a b", "A_B", "layers", "../x"];
        var network = new PictureClassifier(seed: 1);
        History history = network.Fit(Data(8, seed: 1), new FitOptions
        {
            Callbacks = [new LambdaCallback { EpochEnd = context => Array.ForEach(names, name => context.Logs[name] = 1) }],
        });
        IReadOnlyList<string> paths = TrainingReport.Create(network, history).SavePng(folder.FullName);
        Assert.Equal(
            ["A_B-3.png", "___x.png", "a_b-2.png", "a_b.png", "layers-2.png", "layers.png", "loss.png"],
            paths.Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal));
        Assert.Equal(paths.Count, folder.GetFiles().Length);
    }

    /// <summary>A short run with everything that a report can show, or with the options given.</summary>
    private static TrainingReport Report(ReportOptions? options = null, string? logged = null, double value = 0.5)
    {
        var norms = new NormsRecorder();
        var network = new PictureClassifier(seed: 1);
        History history = network.Fit(Data(40, seed: 1), new FitOptions
        {
            Epochs = 3,
            BatchSize = 8,
            Optimizer = new Adam(0.05f),
            Metrics = [new Accuracy()],
            Validation = Data(16, seed: 3),
            Callbacks = logged is null ? [norms] : [norms, new Log(logged, value)],
        });
        return TrainingReport.Create(network, history, options ?? new ReportOptions { Test = Data(30, seed: 2), Norms = norms });
    }

    private static Dataset Data(int count, int seed)
    {
        var random = new Random(seed);
        float[] inputs = [.. Enumerable.Range(0, count * 8).Select(_ => random.NextSingle())];
        return Dataset.FromArrays(inputs, [2, 4, 1], [.. Enumerable.Range(0, count).Select(i => (int)(3 * inputs[8 * i]))]);
    }

    private static string WithoutRun(string html) => Regex.Replace(html, "<p class=\"run\">.*?</p>", "");

    private static IHtmlDocument Parse(string html) => new HtmlParser().ParseDocument(html);

    private sealed class Log(string name, double value) : Callback
    {
        public override void OnEpochEnd(TrainingContext context) => context.Logs[name] = value * (context.Epoch + 1);
    }

    private sealed class Stop : Callback
    {
        public override void OnTrainBegin(TrainingContext context) => context.StopTraining();
    }
}

using System.Globalization;
using System.Xml.Linq;
using static NetCompiler.Reports.HtmlPage;

namespace NetCompiler.Reports;

/// <summary>A report's page, section by section.</summary>
internal static class ReportPage
{
    /// <summary>Numbers of an input that is no picture.</summary>
    private const int ShownNumbers = 8;

    public static string Write(TrainingReport report)
    {
        XElement?[] parts =
        [
            Element("header", Element("h1", report.Title), Element("p", Subtitle(report)), Run(report), Facts(report)),
            Charted("Training", "Means over each epoch's steps, and the validation after it.", report.Curves),
            Charted("Norms by layer", "Of each layer's weights at the end of the epoch, and of its gradient, the mean over the epoch's steps.",
                report.Norms),
            Classes(report),
            Mistakes(report),
            Layers(report),
        ];
        return HtmlPage.Write(report.Title, parts.OfType<XElement>());
    }

    private static string Subtitle(TrainingReport report)
    {
        string run = report.History.IsCancelled ? ", cancelled" : "", name = report.Title == report.Network.Name ? "" : report.Network.Name + ": ";
        return string.Create(CultureInfo.InvariantCulture,
            $"{name}{report.Network.Layers.Length} layers, {report.History.Epochs} {(report.History.Epochs == 1 ? "epoch" : "epochs")}{run}");
    }

    /// <summary>What is needed to make the run again.</summary>
    private static XElement? Run(TrainingReport report) => report.History.Run is not { } run ? null : Element(
        "p",
        Class("run"),
        string.Create(CultureInfo.InvariantCulture, $"{run.Optimizer}; batches of {run.BatchSize}; seed {run.Seed}."),
        Element("br"),
        string.Create(CultureInfo.InvariantCulture, $"{run.Started:yyyy-MM-dd HH:mm zzz}, {Time(run.Duration)}; {run.Machine}."));

    private static string Time(TimeSpan time) => time.TotalSeconds < 60
        ? string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.0} s")
        : string.Create(CultureInfo.InvariantCulture, $"{(long)time.TotalHours}:{time:mm\\:ss} h");

    private static XElement Facts(TrainingReport report)
    {
        List<(string Name, string Value)> facts = [("parameters", Count(report.Network.Layers.Sum(layer => layer.ParameterCount)))];
        foreach (string name in HistoryFigures.Measured(report.History))
        {
            (IReadOnlyList<double> train, IReadOnlyList<double> validation) = HistoryFigures.Values(report.History, name);
            string title = HistoryFigures.Title(name).ToLowerInvariant();
            facts.AddRange(train.TakeLast(1).Select(value => ($"{title}, training", Number(value))));
            facts.AddRange(validation.TakeLast(1).Select(value => ($"{title}, validation", Number(value))));
        }

        if (HistoryFigures.ConstantRate(report.History) is { } rate)
        {
            facts.Add(("learning rate", Number(rate)));
        }

        if (report.Test is { } test)
        {
            facts.Add(("test samples", Count(test.Samples)));
            if (test.Confusion is { } matrix)
            {
                facts.Add(("accuracy, test", Number(matrix.Accuracy)));
            }
        }

        return Element("dl", facts.Select(fact => Element("div", Element("dt", fact.Name), Element("dd", fact.Value))));
    }

    private static XElement? Charted(string title, string text, IReadOnlyList<Figure> figures) => figures.Count == 0 ? null
        : Section(title, text, Element("div", Class("charts"), figures.Select(SvgFragment.Create)));

    private static XElement? Classes(TrainingReport report)
    {
        if (report.Test?.Confusion is not { } matrix)
        {
            return null;
        }

        IEnumerable<string[]> rows = Enumerable.Range(0, matrix.Classes).Select(i => new[]
        {
            report.ClassName(i), Count(matrix.Support(i)), Share(matrix.Precision(i)), Share(matrix.Recall(i)),
        });
        return Section(
            "Confusion matrix",
            "Counts of test samples; the colour is the share of the row, blue where right and red where wrong.",
            Element(
                "div",
                Class("beside"),
                Element("div", SvgFragment.Create(report.Confusion!)),
                Element("div", Class("wide"), Table(["Class", "#Samples", "#Precision", "#Recall"], rows,
                    ["All", Count(matrix.Total), "", Share(matrix.Accuracy)]))));
    }

    private static XElement? Mistakes(TrainingReport report)
    {
        if (report.Test is not { } test)
        {
            return null;
        }

        IReadOnlyList<Mistake> worst = test.Worst;
        string text = worst.Count == 0 ? $"None among the {Count(test.Samples)} test samples."
            : test.Classifies ? "The test samples to whose true class the network gave the least probability: what each is, what it was taken "
            + "for, and how surely."
            : "The test samples with the largest errors.";
        return Section(
            "Worst mistakes",
            text,
            worst.Count == 0 ? null : Pictures.Fit(report.Network.InputShape) ? PictureGrid(worst, report.Network.InputShape) : NumberTable(worst));
    }

    private static XElement PictureGrid(IReadOnlyList<Mistake> worst, int[] shape)
    {
        var pictures = new Pictures(shape, worst.Select(mistake => mistake.Input));
        return Element("div", Class("pictures"), worst.Select(mistake => Element(
            "figure",
            Picture(pictures.ToPng(mistake.Input), $"Test sample {Plain(mistake.Index)}"),
            Element(
                "figcaption",
                Element("strong", mistake.Expected),
                " as ",
                Element("strong", mistake.Predicted),
                Element("br"),
                Element("span", Class("quiet"), $"{mistake.Detail} · #{Plain(mistake.Index)}")))));
    }

    private static XElement NumberTable(IReadOnlyList<Mistake> worst) => Table(
        ["#Sample", "Is", "Taken for", "How", "Input"],
        worst.Select(mistake => new[] { Plain(mistake.Index), mistake.Expected, mistake.Predicted, mistake.Detail, Numbers(mistake.Input) }));

    private static XElement Layers(TrainingReport report)
    {
        NetworkDescription network = report.Network;
        IEnumerable<string[]> rows = network.Layers.Select(layer => new[]
        {
            layer.Name, layer.Type, Shapes.PrintBatch(layer.OutputShape), Count(layer.ParameterCount), Count(layer.Flops),
        });
        string[] totals = ["Total", "", "", Count(network.Layers.Sum(layer => layer.ParameterCount)),
            Count(network.Layers.Sum(layer => layer.Flops))];
        return Section(
            "Layers",
            "Shapes begin with the batch; FLOPs are for one sample.",
            Element(
                "div",
                Class("beside"),
                Element("div", SvgFragment.Create(report.Layers)),
                Element("div", Class("wide"), Table(["Layer", "Type", "Output shape", "#Parameters", "#FLOPs"], rows, totals))));
    }

    private static XElement Section(string title, string text, XElement? content) =>
        Element("section", Element("h2", title), Element("p", text), content);

    private static string Number(double value) => value.ToString("G4", CultureInfo.InvariantCulture);

    private static string Count(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    private static string Plain(long value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Share(double value) => value.ToString("0.0 %", CultureInfo.InvariantCulture);

    private static string Numbers(float[] values) =>
        string.Join(", ", values.Take(ShownNumbers).Select(value => value.ToString("G4", CultureInfo.InvariantCulture)))
            + (values.Length > ShownNumbers ? ", …" : "");
}

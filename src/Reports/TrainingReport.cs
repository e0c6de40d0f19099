using System.Globalization;
using System.Text;

namespace NetCompiler.Reports;

/// <summary>
/// A training run as a page: curves of the loss, the metrics and the learning rate; norms by layer; confusion matrix and worst mistakes on test
/// data; the layers. What it shows is taken when it is created. The same history gives the same bytes.
/// </summary>
public sealed class TrainingReport
{
    private TrainingReport(string title, NetworkDescription network, History history, Func<int, string> className)
    {
        (Title, Network, History, ClassName) = (title, network, history, className);
        Curves = [.. HistoryFigures.Create(history)];
        Layers = LayerFigure.Create(network);
    }

    /// <summary>The heading.</summary>
    public string Title { get; }

    internal NetworkDescription Network { get; }

    internal History History { get; }

    internal IReadOnlyList<Figure> Curves { get; }

    internal IReadOnlyList<Figure> Norms { get; private init; } = [];

    internal Figure Layers { get; }

    internal TestRun? Test { get; private init; }

    internal Figure? Confusion { get; private init; }

    internal Func<int, string> ClassName { get; }

    /// <summary>Takes the run in, and goes through the test data once.</summary>
    /// <param name="network">After the training.</param>
    /// <param name="history">What <see cref="TrainableNetwork.Fit"/> gave back.</param>
    /// <param name="options">What else to show; null for nothing.</param>
    /// <exception cref="ArgumentException">The test data or the class names do not fit the network.</exception>
    public static TrainingReport Create(TrainableNetwork network, History history, ReportOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(history);
        options ??= new ReportOptions();
        Check(network, options);
        string[]? names = options.ClassNames?.Select(PlainText.Clean).ToArray();
        Func<int, string> className = index => names?[index] ?? index.ToString(CultureInfo.InvariantCulture);
        TestRun? test = options.Test is { } data ? TestRun.Run(network, data, className, options.WorstCount) : null;
        return new TrainingReport(PlainText.Clean(options.Title ?? network.Description.Name), network.Description, history, className)
        {
            Norms = options.Norms is { } norms ? [.. NormFigures.Create(norms)] : [],
            Test = test,
            Confusion = test?.Confusion is { } matrix ? ConfusionFigure.Create(matrix, className) : null,
        };
    }

    /// <summary>Writes the page: one file, without scripts, that needs nothing from outside. It is replaced whole or not at all.</summary>
    public void SaveHtml(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        byte[] page = Encoding.UTF8.GetBytes(ToHtml());
        AtomicFile.Write(path, file => file.Write(page));
    }

    /// <summary>The page's text.</summary>
    public string ToHtml() => ReportPage.Write(this);

    /// <summary>Writes each drawing as a PNG file, with two pixels for each of the page's.</summary>
    /// <param name="folder">Made where it is missing. Files are replaced, each whole or not at all.</param>
    /// <returns>The files' paths: <c>loss.png</c>, one for each metric, <c>learning_rate.png</c> where it changes, <c>weight_norms.png</c>,
    /// <c>gradient_norms.png</c>, <c>confusion_matrix.png</c>, <c>worst_mistakes.png</c>, <c>layers.png</c>; those that there is something to draw
    /// for. Where two would have one name, the second ends in <c>-2</c>.</returns>
    public IReadOnlyList<string> SavePng(string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        Directory.CreateDirectory(folder);
        List<string> paths = [];
        HashSet<string> taken = new(StringComparer.OrdinalIgnoreCase);
        foreach (Figure figure in Figures())
        {
            byte[] png = figure.ToPng();
            paths.Add(Path.Combine(folder, Unique(figure.Name, taken) + ".png"));
            AtomicFile.Write(paths[^1], file => file.Write(png));
        }

        return paths;
    }

    /// <summary>Names that differ in what no file name has become one: the second of them gets a number.</summary>
    private static string Unique(string name, HashSet<string> taken)
    {
        string unique = name;
        for (int number = 2; !taken.Add(unique); number++)
        {
            unique = string.Create(CultureInfo.InvariantCulture, $"{name}-{number}");
        }

        return unique;
    }

    private IEnumerable<Figure> Figures()
    {
        IEnumerable<Figure> figures = [.. Curves, .. Norms];
        if (Confusion is not null)
        {
            figures = figures.Append(Confusion);
        }

        if (Test?.Worst is { Count: > 0 } worst && Pictures.Fit(Network.InputShape))
        {
            figures = figures.Append(MistakesFigure.Create(worst, Network.InputShape));
        }

        return figures.Append(Layers);
    }

    private static void Check(TrainableNetwork network, ReportOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(options.WorstCount, nameof(options));
        string name = network.Description.Name;
        if (options.Test is { } data && (data.InputFloats != network.InputFloats || data.TargetFloats != network.TargetFloats))
        {
            throw new ArgumentException(
                $"'{name}' expects test samples of {network.InputFloats} input and {network.TargetFloats} target floats; the data has "
                    + $"{data.InputFloats} and {data.TargetFloats}.",
                nameof(options));
        }

        int classes = TestRun.ClassesOf(network);
        if (options.ClassNames is { } names && names.Count != classes)
        {
            throw new ArgumentException(
                classes == 0 ? $"'{name}' does not classify; leave ReportOptions.ClassNames null."
                : $"'{name}' has {classes} classes; ReportOptions.ClassNames has {names.Count}.", nameof(options));
        }
    }
}

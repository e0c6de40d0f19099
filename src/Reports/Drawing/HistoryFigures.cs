using System.Globalization;

namespace NetCompiler.Reports;

/// <summary>The curves of a history: the loss, each metric, the learning rate.</summary>
internal static class HistoryFigures
{
    private const string Validation = "val_", LearningRate = "learning_rate";

    public static IEnumerable<Figure> Create(History history)
    {
        int[] epochs = [.. Enumerable.Range(0, history.Epochs)];
        foreach (string name in Measured(history))
        {
            (IReadOnlyList<double> train, IReadOnlyList<double> validation) = Values(history, name);
            if (!IsConstant(train) || !IsConstant(validation))
            {
                yield return Curve(history, name, epochs);
            }
        }

        if (history.Epochs > 0 && ConstantRate(history) is null)
        {
            Series rates = new("learning rate", Rates(history), Ink.Train);
            yield return Charts.Curves(LearningRate, "Learning rate", "", epochs, [rates]);
        }
    }

    /// <summary>The learning rate where all epochs ended with the same; else null.</summary>
    public static double? ConstantRate(History history) =>
        Rates(history) is { Count: > 0 } rates && rates.All(rate => rate.Equals(rates[0])) ? rates[0] : null;

    /// <summary>Names without those of the validation and the learning rate; the loss first.</summary>
    public static IEnumerable<string> Measured(History history) => history.Names
        .Select(name => name.StartsWith(Validation, StringComparison.Ordinal) ? name[Validation.Length..] : name)
        .Where(name => name != LearningRate).Distinct(StringComparer.Ordinal).OrderBy(name => name != "loss");

    /// <summary>What is measured under a name, in the training and in the validation; empty where it was not.</summary>
    public static (IReadOnlyList<double> Train, IReadOnlyList<double> Validation) Values(History history, string name)
    {
        IReadOnlyList<double> Of(string key) => history.Names.Contains(key, StringComparer.Ordinal) ? history[key] : [];
        return (Of(name), Of(Validation + name));
    }

    /// <summary>For a heading: <c>Mean squared error</c> for <c>mean_squared_error</c>.</summary>
    public static string Title(string name)
    {
        string words = PlainText.Clean(name).Replace('_', ' ');
        return words.Length == 0 ? words : char.ToUpperInvariant(words[0]) + words[1..];
    }

    /// <summary>Of several epochs, whose one value needs no curve.</summary>
    private static bool IsConstant(IReadOnlyList<double> values) => values.Count != 1 && values.All(value => value.Equals(values[0]));

    private static IReadOnlyList<double> Rates(History history) =>
        Values(history, LearningRate).Train is { Count: > 0 } logged ? logged : [.. history.LearningRates.Select(rate => (double)rate)];

    private static Figure Curve(History history, string name, int[] epochs)
    {
        (IReadOnlyList<double> train, IReadOnlyList<double> validation) = Values(history, name);
        List<Series> series = [];
        if (train.Count > 0)
        {
            series.Add(new Series("training", train, Ink.Train));
        }

        if (validation.Count > 0)
        {
            series.Add(new Series("validation", validation, Ink.Validation));
        }

        string title = Title(name);
        return Charts.Curves(PlainText.FileName(name), title, "", epochs, series, marked: name == "loss" ? Best(validation) : null);
    }

    /// <summary>The epoch of the lowest loss of the validation, where there is a choice.</summary>
    private static (int Epoch, string Text)? Best(IReadOnlyList<double> losses)
    {
        if (losses.Count < 2 || !losses.Any(double.IsFinite))
        {
            return null;
        }

        int best = Enumerable.Range(0, losses.Count).Where(i => double.IsFinite(losses[i])).MinBy(i => losses[i]);
        return (best, string.Create(CultureInfo.InvariantCulture, $"lowest: epoch {best + 1}"));
    }
}

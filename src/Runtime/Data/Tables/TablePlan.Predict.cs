using System.Globalization;

namespace NetCompiler;

/// <content>Predictions in the table's words and units.</content>
public sealed partial class TablePlan
{
    /// <summary>What a network says to each row of a table.</summary>
    /// <param name="network">A network of the plan's input, with an output for each class or one number.</param>
    /// <param name="table">A table with the input columns; the target may be missing.</param>
    /// <exception cref="ArgumentException">The network has another input or output than the plan, or a column is missing.</exception>
    /// <exception cref="ModelFileException">A field is not what its column should hold; the message names line and column.</exception>
    /// <exception cref="InvalidOperationException">The plan was not adapted, or the network is being trained.</exception>
    public TablePrediction[] Predict(CompiledNetwork network, Table table)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(table);
        LearnedPlan learned = Learned;
        TableAnswer answer = Fitting(network, nameof(network));
        float[] inputs = learned.Inputs(table);
        var outputs = new float[(long)table.Count * network.OutputFloats];
        network.Predict(inputs, outputs);
        var predictions = new TablePrediction[table.Count];
        for (int i = 0; i < predictions.Length; i++)
        {
            predictions[i] = answer.Of(outputs.AsSpan(i * network.OutputFloats, network.OutputFloats));
        }

        return predictions;
    }

    /// <summary>What a network says to one row.</summary>
    /// <param name="network">A network of the plan's input, with an output for each class or one number.</param>
    /// <param name="row">
    /// The values by their columns' names: numbers, texts, dates, or null where nothing is known. All columns of the input must be there; the target
    /// and columns that are no input may be.
    /// </param>
    /// <exception cref="ArgumentException">The network has another input or output than the plan, a column is missing or unknown, or a value is not
    /// what its column holds.</exception>
    /// <exception cref="InvalidOperationException">The plan was not adapted, or the network is being trained.</exception>
    public TablePrediction Predict(CompiledNetwork network, IReadOnlyDictionary<string, object?> row)
    {
        ArgumentNullException.ThrowIfNull(row);
        LearnedPlan learned = Learned;
        foreach (string name in row.Keys)
        {
            if (!learned.KnownColumns.Contains(name))
            {
                throw new ArgumentException($"The row has a column '{Listing.Cut(name, 200)}', which the table has not; its columns are "
                    + $"{Listing.FirstOf(learned.TableColumns)}.", nameof(row));
            }
        }

        string[] columns = [.. learned.Encoders.Select(encoder => encoder.Column).Where(row.ContainsKey)];
        string[] texts = Array.ConvertAll(columns, column => Text(row[column], learned));
        return Predict(network, columns.Length > 0 ? Table.FromRows(columns, [texts])
            : throw new ArgumentException("The row has no column of the input.", nameof(row)))[0];
    }

    /// <summary>That a network takes the plan's inputs and gives what the plan can read.</summary>
    internal TableAnswer Fitting(CompiledNetwork network, string argument)
    {
        NetworkDescription description = network.Description;
        if (network.InputFloats != Learned.InputFloats)
        {
            throw new ArgumentException(FormattableString.Invariant(
                $"'{description.Name}' has an input of {network.InputFloats} floats, but the plan makes {Learned.InputFloats}: ")
                + $"{Listing.FirstOf(Learned.InputNames, most: 40)}.", argument);
        }

        int classes = ClassNames?.Count ?? 1;
        return network.OutputFloats == classes || (network.OutputFloats == 1 && classes == 2)
            ? new TableAnswer(Learned.Target, description.Loss)
            : throw new ArgumentException(FormattableString.Invariant(
                $"'{description.Name}' has {network.OutputFloats} outputs, but the plan expects {classes}: ")
                + (ClassNames is { } names ? $"one for each of the classes {Listing.FirstOf(names)}." : "one number."), argument);
    }

    /// <summary>A value as a table has it.</summary>
    private static string Text(object? value, LearnedPlan learned)
    {
        string text = value switch
        {
            null or double.NaN or float.NaN => "",
            DateOnly date => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            DateTime or DateTimeOffset => ((IFormattable)value).ToString("yyyy-MM-ddTHH:mm:ss.fffffff", CultureInfo.InvariantCulture),
            IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
            _ => value.ToString() ?? "",
        };
        return learned.MissingWords.Contains(text.Trim(), StringComparer.Ordinal) ? "" : text;
    }
}

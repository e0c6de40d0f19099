using System.Globalization;
using System.Text;

namespace NetCompiler;

/// <summary>Keras' table of a network's layers, with floating-point operations and memory; the same text in every culture.</summary>
internal static class NetworkSummary
{
    private static readonly string[] Headings = ["Layer (type)", "Output Shape", "Param #", "FLOPs"];

    public static string Write(NetworkDescription network, Parameter[] parameters)
    {
        string[][] rows = Array.ConvertAll(network.Layers, Row);
        int[] widths = Headings.Select((heading, i) => rows.Select(row => row[i].Length).Append(heading.Length).Max()).ToArray();
        var text = new StringBuilder();
        text.Append($"Model: \"{network.Name}\"\n");
        text.Append(Rule(widths, '┏', '━', '┳', '┓')).Append(Line(Headings, widths, '┃')).Append(Rule(widths, '┡', '━', '╇', '┩'));
        for (int i = 0; i < rows.Length; i++)
        {
            text.Append(i > 0 ? Rule(widths, '├', '─', '┼', '┤') : "").Append(Line(rows[i], widths, '│'));
        }

        text.Append(Rule(widths, '└', '─', '┴', '┘'));
        AppendTotals(text, network, parameters.Where(p => !p.Trainable || p.IsFrozen).Sum(p => (long)p.Count));
        return text.ToString();
    }

    private static void AppendTotals(StringBuilder text, NetworkDescription network, long frozen)
    {
        long parameters = network.Layers.Sum(layer => layer.ParameterCount);
        long flops = network.Layers.Sum(layer => layer.Flops);
        long inference = (long)network.ParameterFloats + network.InferenceDerivedFloats + network.InferenceWorkspaceFloats;
        text.Append($" Total params: {Number(parameters)} ({Bytes(4 * parameters)})\n");
        text.Append($" Trainable params: {Number(parameters - frozen)} ({Bytes(4 * (parameters - frozen))})\n");
        text.Append($" Non-trainable params: {Number(frozen)} ({Bytes(4 * frozen)})\n");
        text.Append($" Total FLOPs: {Number(flops)} per sample\n");
        text.Append($" Memory to predict: {Bytes(4 * inference)} (weights, packed weights and scratch for {Number(network.InferenceMicroBatch)} "
            + $"samples)\n");
        if (network.Loss is not null)
        {
            long training = (long)network.ParameterFloats + network.TrainingDerivedFloats + network.TrainingWorkspaceFloats;
            text.Append($" Memory to train: {Bytes(4 * training)} (weights, packed weights and scratch for {Number(network.TrainingMicroBatch)} "
                + $"samples)");
            string whole = network.WholeFloats == network.TrainableFloats ? "" : $"{Bytes(4L * network.WholeFloats)} for each copy of the gradients "
                + "(and the rows that a batch reads), ";
            text.Append($" and {whole}{Bytes(4L * network.TrainableFloats)} for each copy of {(whole.Length == 0 ? "the gradients and of " : "")}"
                + "the optimizer's state\n");
        }
    }

    private static string[] Row(LayerDescription layer) =>
        [$"{layer.Name} ({layer.Type})", Shapes.PrintBatch(layer.OutputShape), Number(layer.ParameterCount), Number(layer.Flops)];

    private static string Rule(int[] widths, char left, char line, char cross, char right) =>
        left + string.Join(cross, widths.Select(width => new string(line, width + 2))) + right + "\n";

    private static string Line(string[] cells, int[] widths, char bar)
    {
        IEnumerable<string> padded = cells.Select((cell, i) => i < 2 ? cell.PadRight(widths[i]) : cell.PadLeft(widths[i]));
        return $"{bar} {string.Join($" {bar} ", padded)} {bar}\n";
    }

    private static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    private static string Bytes(long bytes)
    {
        string[] units = ["B", "KB", "MB", "GB"];
        double value = bytes;
        int unit = 0;
        while (value >= 1024 && unit < units.Length - 1)
        {
            value /= 1024;
            unit++;
        }

        return value.ToString("F2", CultureInfo.InvariantCulture) + " " + units[unit];
    }
}

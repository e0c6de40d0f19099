using System.Globalization;
using System.Text.RegularExpressions;

namespace NetCompiler;

/// <summary>A path with fields such as <c>{epoch:02d}</c>, as Python's <c>str.format</c> fills them.</summary>
internal sealed partial class PathTemplate
{
    private readonly string _template;

    public PathTemplate(string template) => _template = template;

    [GeneratedRegex(@"\{\{|\}\}|\{([^{}:]*)(?::([^{}]*))?\}|[{}]")]
    private static partial Regex Field { get; }

    [GeneratedRegex(@"^(0?)(\d*)(?:\.(\d+))?([dfe])$")]
    private static partial Regex PythonFormat { get; }

    /// <param name="context">Has the epoch and the logs.</param>
    /// <param name="batch">The batch from 1; null at the end of an epoch.</param>
    /// <exception cref="InvalidOperationException">A field has no value, or its format is none.</exception>
    public string Fill(TrainingContext context, long? batch) => Field.Replace(_template, field => field.Value switch
    {
        "{{" => "{",
        "}}" => "}",
        "{" or "}" => throw Wrong("a brace that opens or closes nothing; write {{ or }} for one in the path"),
        _ => Text(Value(field.Groups[1].Value, context, batch), field.Groups[2].Value),
    });

    private double Value(string name, TrainingContext context, long? batch) =>
        name == "epoch" ? context.Epoch + 1
        : name == "batch" && batch is { } number ? number
        : context.Logs.TryGetValue(name, out double value) ? value
        : throw Wrong($"there is no '{name}'; there are "
        + $"epoch{(batch is null ? "" : ", batch")}{string.Concat(context.Logs.Keys.Select(key => ", " + key))}");

    private string Text(double value, string format)
    {
        Match python = PythonFormat.Match(format);
        try
        {
            if (!python.Success)
            {
                return value.ToString(format, CultureInfo.InvariantCulture);
            }

            string digits = python.Groups[3].Value;
            string text = python.Groups[4].Value switch
            {
                "d" => ((long)value).ToString(CultureInfo.InvariantCulture),
                "f" => value.ToString("F" + (digits.Length > 0 ? digits : "6"), CultureInfo.InvariantCulture),
                _ => value.ToString("0." + new string('0', Number(digits, otherwise: 6)) + "e+00", CultureInfo.InvariantCulture),
            };
            return text.PadLeft(Number(python.Groups[2].Value, otherwise: 0), python.Groups[1].Length > 0 ? '0' : ' ');
        }
        catch (Exception e) when (e is FormatException or OverflowException)
        {
            throw Wrong($"'{format}' is no format of a number");
        }
    }

    private static int Number(string digits, int otherwise) => digits.Length > 0 ? int.Parse(digits, CultureInfo.InvariantCulture) : otherwise;

    private InvalidOperationException Wrong(string reason) => new($"Failed to format this callback filepath: \"{_template}\". Reason: {reason}.");
}

using System.Globalization;
using System.Text;

namespace NetCompiler.Onnx.Exporting;

/// <summary>
/// The graph that the compiler has written as text: a line for an input, an output, a constant or an operation, and a step between <c>begin</c> and
/// <c>end</c> behind the scan that it belongs to.
/// </summary>
internal sealed class GraphText
{
    private readonly List<OnnxValueInfo> _inputs = [];
    private readonly List<OnnxValueInfo> _outputs = [];
    private readonly List<OnnxTensor> _constants = [];
    private readonly List<string> _refusals = [];
    private readonly Queue<string> _lines;
    private readonly string _batch;

    private GraphText(string text, string batch) => (_lines, _batch) = (new(text.Split('\n')), batch);

    /// <summary>Reads the text; the weights are still to be added.</summary>
    /// <exception cref="NotSupportedException">The text says what ONNX lacks.</exception>
    public static OnnxGraph Read(string name, ReadOnlySpan<byte> text, string batch)
    {
        var graph = new GraphText(Encoding.UTF8.GetString(text), batch);
        List<OnnxNode> nodes = graph.Nodes();
        return graph._refusals.Count == 0
            ? new OnnxGraph(name, nodes, graph._inputs, graph._outputs) { Initializers = graph._constants }
            : throw new NotSupportedException(
                $"'{name}' cannot be exported:\n{string.Join('\n', graph._refusals.Select(refusal => "  " + refusal))}");
    }

    /// <summary>The operations up to the end of a step, or of the text.</summary>
    private List<OnnxNode> Nodes()
    {
        List<OnnxNode> nodes = [];
        while (_lines.Count > 0 && !_lines.Peek().StartsWith("end: ", StringComparison.Ordinal))
        {
            string line = _lines.Dequeue();
            (string word, string rest) = Cut(line, ' ');
            switch (word)
            {
                case "input:": _inputs.Add(Port(rest)); break;
                case "output:": _outputs.Add(Port(rest)); break;
                case "refused:": _refusals.Add(rest); break;
                case "begin:": nodes[^1] = WithBody(nodes[^1], Names(rest)); break;
                default: AddAssignment(line, nodes); break;
            }
        }

        return nodes;
    }

    private void AddAssignment(string line, List<OnnxNode> nodes)
    {
        (string left, string right) = Cut(line, " = ");
        int open = right.IndexOf('(', StringComparison.Ordinal);
        if (open < 0)
        {
            _constants.Add(Literal(left, right));
            return;
        }

        int close = right.IndexOf(')', open);
        IReadOnlyList<string> outputs = Names(left);
        nodes.Add(new(right[..open], Names(right[(open + 1)..close]), outputs)
        {
            Name = outputs.First(output => output.Length > 0),
            Attributes = [.. right[(close + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Attribute)],
        });
    }

    private OnnxNode WithBody(OnnxNode scan, IReadOnlyList<string> inputs)
    {
        List<OnnxNode> nodes = Nodes();
        IReadOnlyList<string> outputs = Names(Cut(_lines.Dequeue(), ' ').Behind);
        var body = new OnnxGraph(scan.Name + ".step", nodes, [.. inputs.Select(Value)], [.. outputs.Select(Value)]);
        return scan with { Attributes = [.. scan.Attributes, OnnxAttribute.Of("body", body)] };

        static OnnxValueInfo Value(string name) => new(name, OnnxElementType.Float, null);
    }

    private OnnxValueInfo Port(string text)
    {
        (string name, string shape) = Cut(text, ' ');
        return new(name, OnnxElementType.Float, [_batch, .. Items(shape).Select(size => (OnnxDimension)Whole(size))]);
    }

    private static OnnxTensor Literal(string name, string text)
    {
        (string value, string count) = Cut(text, " x ");
        if (count.Length > 0)
        {
            float[] values = new float[Whole(count)];
            Array.Fill(values, Float(value));
            return OnnxTensor.Of(name, [values.Length], values);
        }

        string[] items = text[0] == '[' ? Items(text) : [text];
        long[] shape = text[0] == '[' ? [items.Length] : [];
        return IsFloat(items[0]) ? OnnxTensor.Of(name, shape, Array.ConvertAll(items, Float))
            : OnnxTensor.Of(name, shape, Array.ConvertAll(items, Whole));
    }

    private static OnnxAttribute Attribute(string text)
    {
        (string name, string value) = Cut(text, '=');
        if (value[0] != '[')
        {
            return value[0] == '\'' ? OnnxAttribute.Of(name, value.Trim('\''))
                : IsFloat(value) ? OnnxAttribute.Of(name, Float(value)) : OnnxAttribute.Of(name, Whole(value));
        }

        string[] items = Items(value);
        return items.Length > 0 && items[0][0] == '\''
            ? new OnnxAttribute(name, OnnxAttributeType.Texts) { Texts = [.. items.Select(Text)] }
            : items.Length > 0 && IsFloat(items[0]) ? OnnxAttribute.Of(name, Array.ConvertAll(items, Float))
            : OnnxAttribute.Of(name, Array.ConvertAll(items, Whole));
    }

    private static ReadOnlyMemory<byte> Text(string quoted) => Encoding.UTF8.GetBytes(quoted.Trim('\''));

    private static string[] Items(string list) => list[1..^1].Split(',', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Names with commas between them; a dash stands for one that is left out.</summary>
    private static IReadOnlyList<string> Names(string text) =>
        [.. text.Split(", ", StringSplitOptions.RemoveEmptyEntries).Select(name => name == "-" ? "" : name)];

    /// <summary>A float has an f behind it.</summary>
    private static bool IsFloat(string text) => text[^1] == 'f';

    private static float Float(string text) => float.Parse(text.AsSpan(0, text.Length - 1), NumberStyles.Float, CultureInfo.InvariantCulture);

    private static long Whole(string text) => long.Parse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);

    private static (string Word, string Behind) Cut(string text, char separator) => Cut(text, separator.ToString());

    private static (string Word, string Behind) Cut(string text, string separator)
    {
        int at = text.IndexOf(separator, StringComparison.Ordinal);
        return at < 0 ? (text, "") : (text[..at], text[(at + separator.Length)..]);
    }
}

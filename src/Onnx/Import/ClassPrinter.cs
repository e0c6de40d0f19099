using System.Globalization;
using System.Text;
using NetCompiler.Generator.Support;

namespace NetCompiler.Onnx.Import;

/// <summary>Writes the class, as a person would: layers above methods, then the forward method in the order of the model.</summary>
internal sealed class ClassPrinter(
    OnnxModel model, OnnxImportOptions options, ClassDraft draft, List<(OnnxPort Port, Term Term)> inputs, List<(OnnxPort Port, Term Term)> outputs)
{
    /// <summary>Longer expressions get a local of their own.</summary>
    private const int LongestInline = 70;

    /// <summary>Longer lines are broken where a list or a declaration lets them be.</summary>
    private const int LongestLine = 150;

    private readonly Dictionary<Term, int> _uses = [];
    private readonly Dictionary<Term, (string Text, Level Level)> _texts = [];
    private readonly Dictionary<Term, string[]> _results = [];
    private readonly StringBuilder _text = new();

    public OnnxImport Print()
    {
        List<Term> terms = InOrder();
        List<LayerDraft> layers = [.. draft.Layers.Where(terms.Select(term => term.Layer).Contains)];
        draft.Names.LeaveOut([.. layers.Select(layer => layer.Wanted).OfType<string>()]);
        layers.ForEach(layer => layer.Method = draft.Names.Member(layer.Wanted, layer.Fallback));
        Header();
        _text.Append("[Network]\n").Append("public partial class ").Append(draft.Name).Append("\n{\n");
        layers.ForEach(Declaration);
        _text.Append(layers.Count > 0 ? "\n" : "").Append("    [Forward]\n");
        List($"    private static {ResultType()} Forward(", ")",
            [.. inputs.Select(input => $"[Input({Terms.Join(input.Term.Shape)})] Tensor {input.Port.Parameter}")]);
        _text.Append("    {\n");
        terms.ForEach(Statement);
        string[] results = [.. outputs.Select(output => _texts[output.Term].Text)];
        List(results.Length == 1 ? "        return " : "        return (", results.Length == 1 ? ";" : ");", results);
        _text.Append("    }\n}\n");
        return new OnnxImport(_text.ToString(), Weights(layers), [.. inputs.Select(input => input.Port)],
            [.. outputs.Select(output => output.Port)], []);
    }

    private void Header()
    {
        string file = options.File.Length > 0 ? options.File : "an ONNX model";
        string[] facts =
        [
            .. options.Hash.Length > 0 ? ["SHA-256 " + options.Hash] : Array.Empty<string>(),
            $"opset {Terms.Text(model.Opsets[""])}",
            .. model.Producer.Length > 0 ? [$"written by {$"{model.Producer} {model.ProducerVersion}".Trim()}"] : Array.Empty<string>(),
        ];
        (string from, string known) = ($"// Imported from {OneLine(file)}", $"({OneLine(string.Join(", ", facts))}).\n");
        _text.Append(from).Append(from.Length + known.Length > LongestLine ? "\n// " : " ").Append(known);
        _text.Append("// Images are [height, width, channels]").Append(options.ChannelsFirst
            ? " inside; inputs and outputs keep the model's order.\n" : ".\n");
        _text.Append("using NetCompiler;\n\n");
        _text.Append(options.Namespace.Length > 0 ? $"namespace {options.Namespace};\n\n" : "");
        _text.Append("/// <summary>").Append(Xml(OneLine(model.Graph.Name.Length > 0 ? model.Graph.Name : draft.Name))).Append(".</summary>\n");
    }

    private void Declaration(LayerDraft layer)
    {
        string attributes = $"    [{string.Join(", ", layer.Attributes)}]";
        string method = $"private static partial {Tensors(layer.Results)} {layer.Method}({Declared(layer.Parameters)}); "
            + $"// [{Terms.Join(layer.Input)}] to [{Terms.Join(layer.Output)}]\n";
        _text.Append(attributes).Append(attributes.Length + method.Length > LongestLine ? "\n    " : " ").Append(method);
    }

    /// <summary>A list between two texts, with a line for each of its parts where it is too long for one.</summary>
    private void List(string start, string end, string[] parts)
    {
        string line = start + string.Join(", ", parts) + end;
        bool isLong = line.Length > LongestLine && parts.Length > 1;
        string indent = new(' ', start.TakeWhile(c => c == ' ').Count() + 4);
        _text.Append(isLong ? $"{start}\n{indent}{string.Join($",\n{indent}", parts)}{end}" : line).Append('\n');
    }

    /// <summary>Whatever a file calls itself, it ends no comment.</summary>
    private static string OneLine(string text) =>
        Listing.Cut(string.Concat(text.Select(c => char.IsControl(c) || c is '\u2028' or '\u2029' or '\u0085' ? ' ' : c)), 200);

    private static string Xml(string text) => text.Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;");

    private string ResultType() => outputs.Count == 1 ? "Tensor" : Tensors(outputs.Select(output => output.Port.Parameter));

    /// <summary>The type of a tuple; that of one tensor where there are no names.</summary>
    private static string Tensors(IEnumerable<string> names) =>
        names.Any() ? $"({Declared(names)})" : "Tensor";

    private static string Declared(IEnumerable<string> names) => string.Join(", ", names.Select(name => "Tensor " + name));

    /// <summary>All expressions that the outputs need, each behind what it reads, and how often each is read.</summary>
    private List<Term> InOrder()
    {
        List<Term> ordered = [];
        var seen = new HashSet<Term>();
        var open = new Stack<(Term Term, bool IsDone)>(outputs.Select(output => (output.Term, false)).Reverse());
        outputs.ForEach(output => Use(output.Term));
        while (open.TryPop(out (Term Term, bool IsDone) next))
        {
            if (next.IsDone)
            {
                ordered.Add(next.Term);
            }
            else if (seen.Add(next.Term))
            {
                open.Push((next.Term, true));
                foreach (Term argument in next.Term.Arguments.Reverse())
                {
                    Use(argument);
                    open.Push((argument, false));
                }
            }
        }

        return ordered;
    }

    private void Use(Term term) => _uses[term] = _uses.GetValueOrDefault(term) + 1;

    private void Statement(Term term)
    {
        if (term.Result is { } place)
        {
            _texts[term] = (_results[term.Arguments[0]][place], Level.Primary);
            return;
        }

        string[] arguments = [.. term.Arguments.Select((argument, i) => Argument(argument, i == 0 ? term.Needs.First : term.Needs.Others))];
        string text = arguments.Length == 0 ? term.Format : string.Format(CultureInfo.InvariantCulture, term.Format, arguments);
        text = term.Layer is { } layer ? $"{layer.Method}({text})" : text;
        if (term.Layer?.Results is { Count: > 0 } results)
        {
            string[] names = [.. results.Select(result => draft.Names.Local(null, result))];
            _text.Append("        ").Append(Tensors(names)).Append(" = ").Append(text).Append(";\n");
            _results[term] = names;
            return;
        }

        bool isSmall = term.Arguments.Length == 0;
        if (isSmall || (_uses[term] == 1 && text.Length <= LongestInline))
        {
            _texts[term] = (text, term.Level);
            return;
        }

        string name = draft.Names.Local(term.Hint, Stem(term));
        _text.Append("        Tensor ").Append(name).Append(" = ").Append(text).Append(";\n");
        _texts[term] = (name, Level.Primary);
    }

    private string Argument(Term argument, Level need)
    {
        (string text, Level level) = _texts[argument];
        return level < need ? $"({text})" : text;
    }

    /// <summary>What an expression is called where the model has no name for it.</summary>
    private static string Stem(Term term)
    {
        string name = term.Layer?.Method ?? string.Concat(term.Format.TakeWhile(char.IsAsciiLetterOrDigit));
        return name.Length > 0 ? name : term.Format.Length > 4 ? term.Format[4] switch
        {
            '+' => "sum",
            '-' => "difference",
            '*' => "product",
            '/' => "quotient",
            _ => "part",
        } : "part";
    }

    private static List<TensorData> Weights(List<LayerDraft> layers)
    {
        List<TensorData> weights = [];
        foreach (LayerDraft layer in layers)
        {
            string own = layer.Attributes[^1];
            string name = SnakeCase.Of(layer.Method)
                + (layer.Attributes.Count > 1 ? "/" + SnakeCase.Of(string.Concat(own.TakeWhile(char.IsAsciiLetterOrDigit))) : "");
            weights.AddRange(layer.Weights.Select(weight => new TensorData($"{name}/{weight.Name}", weight.Shape, weight.Values)));
        }

        return weights;
    }
}

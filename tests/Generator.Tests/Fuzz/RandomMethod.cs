using System.Text;
using System.Text.RegularExpressions;

namespace NetCompiler.Generator.Tests.Fuzz;

/// <summary>The inside of a forward method: functions, layers, blocks and layers that are used again.</summary>
internal sealed class RandomMethod
{
    private readonly Draw _draw;
    private readonly int _depth;
    private readonly List<RandomTensor> _known;
    private readonly StringBuilder _members = new(), _body = new();

    /// <param name="inputs">What is given, by the parameters' names.</param>
    /// <param name="steps">How many tensors are made.</param>
    /// <param name="depth">How many blocks stand around it.</param>
    public RandomMethod(Draw draw, IReadOnlyList<RandomTensor> inputs, int steps, int depth)
    {
        (_draw, _depth, _known) = (draw, depth, [.. inputs]);
        var functions = new RandomFunctions(draw);
        if (depth == 0 && draw.Once(6))
        {
            Embed();
        }

        for (int step = 0; step < steps; step++)
        {
            RandomTensor next = functions.Next(_known, Unused);
            if (draw.Once(4) && draw.Of(Unused) is { Rank: > 0 } read)
            {
                next = Layer("Layer" + step, read);
            }

            Define("t" + step, next);
        }
    }

    /// <summary>Layers' methods and blocks.</summary>
    public string Members => _members.ToString();

    /// <summary>The statements.</summary>
    public string Body => _body.ToString();

    /// <summary>An input of the numbers of a table's rows; null for none.</summary>
    public RandomTensor? Rows { get; private set; }

    /// <summary>What nothing has read, with the last that was made: used all, nothing is computed in vain.</summary>
    public IReadOnlyList<RandomTensor> Unused
    {
        get
        {
            string text = Body;
            return [.. _known.Where(tensor => tensor == _known[^1] || !Regex.IsMatch(text, $@"\b{tensor.Text}\b(?! =)"))];
        }
    }

    private void Define(string name, RandomTensor tensor)
    {
        _body.AppendLine($"        Tensor {name} = {tensor.Text};");
        _known.Add(tensor with { Text = name });
    }

    /// <summary>Rows of a table, by an input that holds their numbers and nothing else; the table is used again as weights.</summary>
    private void Embed()
    {
        (int rows, int width) = (_draw.Size(40), _draw.Size(17));
        Rows = new("rows", _draw.Shape(1 + _draw.Below(2), 12));
        (bool tied, string frozen) = (_draw.Once(3), RandomLayers.Frozen(_draw));
        string sparse = !tied && _draw.Once(2) ? ", SparseUpdates = true" : "";
        _members.AppendLine($"    [Embedding({rows}, {width}{frozen}{sparse})] private static partial Tensor Table(Tensor x);");
        var taken = new RandomTensor(!tied && _draw.Once(3) ? "(Table(rows) * Tanh(Table(rows)))" : "Table(rows)", [.. Rows.Shape, width]);
        if (tied)
        {
            _members.AppendLine($"    [TiedDense(\"Table\"{RandomLayers.Activation(_draw)})] private static partial Tensor Tied(Tensor x);");
            taken = new($"Tied(Tanh({taken.Text}))", [.. Rows.Shape, rows]);
        }

        Define("taken", taken);
    }

    private RandomTensor Layer(string name, RandomTensor read)
    {
        if (_depth < 2 && _draw.Once(3))
        {
            return Block(name, read);
        }

        (string attribute, int[] output) = RandomNetwork.Fitting(_draw, read.Shape);
        _members.AppendLine($"    [{attribute}] private static partial Tensor {name}(Tensor x);");
        return Again(name, read, output);
    }

    private RandomTensor Block(string name, RandomTensor read)
    {
        // No class is called as the one around it.
        string part = $"{name}Part{_depth}";
        (string source, int[] output) = RandomBlock.Of(_draw, part, read.Shape, _depth + 1);
        _members.AppendLine(source);
        bool repeats = output.SequenceEqual(read.Shape) && _draw.Once(2);
        _members.AppendLine(
            $"    [Layer<{part}>{(repeats ? "(2)" : "")}] private static partial Tensor {name}(Tensor x{(repeats ? ", int number" : "")});");
        return repeats ? new($"{name}({name}({read.Text}, 1), 0)", output) : Again(name, read, output);
    }

    /// <summary>One call, or two: behind each other, or side by side.</summary>
    private RandomTensor Again(string name, RandomTensor read, int[] output)
    {
        RandomTensor other = _draw.Of([.. _known.Where(tensor => tensor.Shape.SequenceEqual(read.Shape))]);
        return _draw.Below(6) switch
        {
            0 when output.SequenceEqual(read.Shape) => new($"{name}({name}({read.Text}))", output),
            1 when other != read => new($"({name}({read.Text}) - {name}({other.Text}))", output),
            _ => new($"{name}({read.Text})", output),
        };
    }
}

using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Export;

namespace NetCompiler.Generator.Layers;

/// <summary>The weights of a recurrent layer in ONNX: rows for the units of a gate after those of another, and directions before them.</summary>
internal sealed class RecurrenceWeights(ExportContext at, RecurrentOp op)
{
    private readonly List<(float? Alpha, float? Beta)> _numbers = [];

    private int PerDirection => at.Parameters.Count / op.Directions.Count;

    /// <summary>ONNX' operation.</summary>
    public string Operation => op switch { LstmOp => "LSTM", GruOp => "GRU", _ => "RNN" };

    /// <summary>For each of ONNX' gates ours: its LSTM has i, o, f, c.</summary>
    private int[] Blocks => op switch { LstmOp => [0, 3, 1, 2], GruOp => [0, 1, 2], _ => [0] };

    /// <summary>Weights and biases, as the operation takes them.</summary>
    public IReadOnlyList<string> Of() => [Directions("w", 0), Directions("r", 1), op.Settings.UseBias ? Directions("b", 2) : ""];

    /// <summary>The activations of a direction: of gates, where there are, of candidates, and of an LSTM's output.</summary>
    public IEnumerable<string> Activations()
    {
        string gates = op is SimpleRnnOp ? "" : Name(op.Settings.RecurrentActivation), value = Name(op.Settings.Activation);
        return op switch { LstmOp => [gates, value, Name(op.Settings.Activation)], GruOp => [gates, value], _ => [value] };
    }

    /// <summary>What else the operation is told, once its activations are known.</summary>
    public IEnumerable<OnnxAttribute> Arguments
    {
        get
        {
            IEnumerable<(float? Alpha, float? Beta)> all = Enumerable.Repeat(_numbers, op.Directions.Count).SelectMany(numbers => numbers);
            var (alphas, betas) = (all.Select(n => n.Alpha).OfType<float>().ToList(), all.Select(n => n.Beta).OfType<float>().ToList());
            return
            [
                .. alphas.Count > 0 ? [OnnxAttribute.Floats("activation_alpha", alphas)] : Enumerable.Empty<OnnxAttribute>(),
                .. betas.Count > 0 ? [OnnxAttribute.Floats("activation_beta", betas)] : Enumerable.Empty<OnnxAttribute>(),
                .. op is GruOp { ResetAfter: true } ? [OnnxAttribute.Int("linear_before_reset", 1)] : Enumerable.Empty<OnnxAttribute>(),
            ];
        }
    }

    /// <summary>ONNX' name of an activation, whose numbers are kept.</summary>
    private string Name(ActivationKind kind)
    {
        (string? name, float? alpha, float? beta) = kind switch
        {
            ActivationKind.Linear => ("Affine", 1f, 0f),
            ActivationKind.Relu or ActivationKind.Tanh or ActivationKind.Sigmoid or ActivationKind.Softplus or ActivationKind.Softsign =>
                (kind.ToString(), default(float?), default(float?)),
            ActivationKind.LeakyRelu or ActivationKind.Elu => (kind.ToString(), ActivationCards.Of(kind).Alpha.Default, default(float?)),
            ActivationKind.HardSigmoid => ("HardSigmoid", 1f / 6, 0.5f),
            _ => (null, default(float?), default(float?)),
        };
        _numbers.Add((alpha, beta));
        return name ?? throw new ExportRefused("the activation " + kind + ", which ONNX' " + Operation + " does not know");
    }

    private string Directions(string part, int parameter)
    {
        string[] all = [.. Enumerable.Range(0, op.Directions.Count).Select(direction => at.Add(
            part + ".direction", "Unsqueeze", [OfDirection(part, direction, parameter), at.Graph.Ints(0)]))];
        return all.Length == 1 ? all[0] : at.Add(part, "Concat", all, OnnxAttribute.Int("axis", 0));
    }

    private string OfDirection(string part, int direction, int parameter)
    {
        int first = direction * PerDirection;
        if (parameter < 2)
        {
            return Ordered(part, at.Transpose(part + ".rows", at.Parameters[first + parameter], 1, 0));
        }

        string input = Ordered(part, at.Parameters[first + 2]);
        string state = op.HasRecurrentBias ? Ordered(part, at.Parameters[first + 3]) : at.Graph.Fill(op.Gates * op.Settings.Units, 0);
        return at.Add(part + ".both", "Concat", [input, state], OnnxAttribute.Int("axis", 0));
    }

    /// <summary>The gates' rows in ONNX' order.</summary>
    private string Ordered(string part, string rows)
    {
        if (Blocks.SequenceEqual(Enumerable.Range(0, Blocks.Length)))
        {
            return rows;
        }

        int units = op.Settings.Units;
        string[] blocks = [.. Blocks.Select(block => at.Add(part + ".gate", "Slice",
            [rows, at.Graph.Ints((long)block * units), at.Graph.Ints((block + 1L) * units), at.Graph.Ints(0)]))];
        return at.Add(part + ".gates", "Concat", blocks, OnnxAttribute.Int("axis", 0));
    }
}

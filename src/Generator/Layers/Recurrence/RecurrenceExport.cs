using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Export;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Layers;

/// <summary>
/// A recurrent layer as ONNX' RNN, LSTM or GRU, whose sequences have the steps first. Its steps end at a length; where single steps do not count,
/// those that do are moved to the front before, and each step of the output takes the state that stood there.
/// </summary>
internal sealed class RecurrenceExport(ExportContext at, RecurrentOp op)
{
    private readonly string? _mask = at.Sequences.MaskOf(at.Input);

    private RecurrentSettings Settings => op.Settings;

    private int Steps => at.InputShape[0];

    private int Directions => op.Directions.Count;

    public OnnxValue Run()
    {
        RecurrenceWeights weights = new(at, op);
        string[] activations = [.. weights.Activations()];
        string lengths = _mask is null ? "" : Cast("lengths", Count("count", keepAxis: false), OnnxTypes.Int32);
        string steps = at.Transpose("steps.first", _mask is null ? at.Plain : Packed(_mask), 1, 0, 2);
        bool isBackward = Directions == 1 && Settings.GoBackwards;
        OnnxAttribute[] attributes =
        [
            OnnxAttribute.Int("hidden_size", Settings.Units),
            OnnxAttribute.String("direction", Directions == 2 ? "bidirectional" : isBackward ? "reverse" : "forward"),
            OnnxAttribute.Strings("activations", Enumerable.Repeat(activations, Directions).SelectMany(names => names)), .. weights.Arguments,
        ];
        string[] states = [.. Enumerable.Range(0, op.States).Select(First)];
        IReadOnlyList<string> made = at.Graph.Add(
            [at.Name + ".sequence", .. Enumerable.Range(0, op.States).Select(state => at.Name + ".last" + Invariant.Text(state))],
            weights.Operation, [steps, .. weights.Of(), lengths, .. states], attributes);
        List<OnnxValue> last = [.. Last(made)];
        IReadOnlyList<string> outputs = Settings.ReturnSequences
            ? [.. Enumerable.Range(0, Directions).Select(number => Sequence(made[0], number, isBackward || number == 1))]
            : [.. Enumerable.Range(0, Directions).Select(number => at.Graph.Plain(last[number * op.States]))];
        OnnxValue output = Merge(outputs);
        at.Sequences.NoteStates(output, last);
        if (Settings.ReturnSequences && _mask is { } mask)
        {
            at.Sequences.NoteMask(output, isBackward ? Reversed("mask.reversed", mask) : mask);
        }

        return output;
    }

    /// <summary>The last states of each direction, [N, units].</summary>
    private IEnumerable<OnnxValue> Last(IReadOnlyList<string> made) =>
        from direction in Enumerable.Range(0, Directions)
        from state in Enumerable.Range(0, op.States)
        select new OnnxValue(op.StateShape, isBatched: true, at.Graph.Scope)
        {
            Plain = at.Add("last." + Invariant.Text(state), "Gather", [made[1 + state], at.Graph.Int(direction)], OnnxAttribute.Int("axis", 0)),
        };

    /// <summary>The first states of a kind, [directions, N, units], where they are given.</summary>
    private string First(int state)
    {
        if (at.Inputs.Count < 2)
        {
            return "";
        }

        string[] first = [.. Enumerable.Range(0, Directions).Select(direction =>
            at.Add("first", "Unsqueeze", [at.Rows(at.Inputs[1 + (direction * op.States) + state]), at.Graph.Ints(0)]))];
        return first.Length == 1 ? first[0] : at.Add("first.all", "Concat", first, OnnxAttribute.Int("axis", 0));
    }

    /// <summary>A direction's sequence, [N, steps, units], as the layer gives it.</summary>
    private string Sequence(string sequences, int direction, bool isBackward)
    {
        string ofDirection = at.Add("direction", "Gather", [sequences, at.Graph.Int(direction)], OnnxAttribute.Int("axis", 1));
        string sequence = at.Transpose("samples.first", ofDirection, 1, 0, 2);
        if (_mask is { } mask)
        {
            sequence = Spread(mask, sequence, direction, isBackward);
        }

        return Directions == 1 && Settings.GoBackwards ? Reversed("reversed", sequence) : sequence;
    }

    /// <summary>The steps that count, in their order, before those that do not.</summary>
    private string Packed(string mask)
    {
        string counts = at.Add("counting", "Greater", [mask, at.Graph.Float(0)]);
        string places = at.Add("places", "Range", [at.Graph.Float(0), at.Graph.Float(Steps), at.Graph.Float(1)]);
        string late = at.Add("late", "Range", [at.Graph.Float(Steps), at.Graph.Float(2 * Steps), at.Graph.Float(1)]);
        string ranks = at.Add("ranks", "Where", [counts, places, late]);
        string order = at.Graph.Add(
            [at.Name + ".ordered", at.Name + ".order"], "TopK", [ranks, at.Graph.Ints(Steps)], OnnxAttribute.Int("largest", 0))[1];
        return Rows("packed", at.Plain, order);
    }

    /// <summary>
    /// For each step the state that the last step that counts has left there; before the first of them it is what the layer begins with.
    /// </summary>
    private string Spread(string mask, string sequence, int direction, bool isBackward)
    {
        string sums = at.Add("sums", "CumSum", [mask, at.Graph.Int(1)], OnnxAttribute.Int("exclusive", isBackward ? 1 : 0));
        string place = isBackward ? sums : at.Add("place", "Sub", [sums, at.Graph.Float(1)]);
        string limited = at.Add("limited", "Clip", [place, at.Graph.Float(0), at.Graph.Float(Steps - 1)]);
        string states = Rows("states", sequence, Cast("place.whole", limited, OnnxTypes.Int64));
        if (Settings.ZeroOutputForMask)
        {
            return at.Add("counted", "Where", [OnnxMasks.Choice(at.Graph, at.Name, mask, 1), states, at.Graph.Float(0)]);
        }

        string any = isBackward
            ? at.Add("any", "Less", [sums, Count("count.wide", keepAxis: true)])
            : at.Add("any", "GreaterOrEqual", [place, at.Graph.Float(0)]);
        string first = at.Inputs.Count < 2 ? at.Graph.Float(0)
            : at.Add("first.state", "Unsqueeze", [at.Rows(at.Inputs[1 + (direction * op.States)]), at.Graph.Ints(1)]);
        return at.Add("counted", "Where", [at.Add("any.wide", "Unsqueeze", [any, at.Graph.Ints(-1)]), states, first]);
    }

    private string Count(string part, bool keepAxis) =>
        at.Add(part, "ReduceSum", [_mask!, at.Graph.Ints(1)], OnnxAttribute.Int("keepdims", keepAxis ? 1 : 0));

    /// <summary>Steps of each sample by their numbers.</summary>
    private string Rows(string part, string sequence, string numbers) => at.Add(
        part, "GatherND", [sequence, at.Add(part + ".numbers", "Unsqueeze", [numbers, at.Graph.Ints(-1)])], OnnxAttribute.Int("batch_dims", 1));

    private string Cast(string part, string tensor, int type) => at.Add(part, "Cast", [tensor], OnnxTypes.To(type));

    /// <summary>From the last step to the first.</summary>
    private string Reversed(string part, string sequence) =>
        at.Add(part, "Slice", [sequence, at.Graph.Ints(-1), at.Graph.Ints(int.MinValue), at.Graph.Ints(1), at.Graph.Ints(-1)]);

    private OnnxValue Merge(IReadOnlyList<string> outputs) => outputs.Count == 1 ? at.Of(outputs[0]) : Settings.Merge switch
    {
        BidirectionalMerge.Sum => at.Give("Add", outputs),
        BidirectionalMerge.Mul => at.Give("Mul", outputs),
        BidirectionalMerge.Ave => at.Give("Mul", [at.Add("both", "Add", outputs), at.Graph.Float(0.5f)]),
        _ => at.Give("Concat", outputs, OnnxAttribute.Int("axis", -1)),
    };
}

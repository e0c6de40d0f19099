namespace NetCompiler.Onnx.Import.Operations;

/// <summary>Recurrent layers. ONNX has a step's gates in rows, in another order than ours in columns.</summary>
internal static class Recurrent
{
    private const int MostRows = 16;

    public static IEnumerable<Operation> All =>
    [
        new("LSTM", 7, call => Import(call, [0, 2, 3, 1])),
        new("GRU", 7, call => Import(call, [0, 1, 2])),
        new("RNN", 7, call => Import(call, [0])),
    ];

    /// <param name="call">The node.</param>
    /// <param name="gates">For each of our gates, the place of ONNX's.</param>
    private static IValue[] Import(NodeCall call, int[] gates)
    {
        Check(call);
        Flow x = call.Flow(0);
        bool batchFirst = call.Int("layout", 0) != 0;
        (int samples, int time) = batchFirst ? (0, 1) : (1, 0);
        x = x.Ordered([.. x.Axes.Where(axis => axis == samples), time, 2]);
        bool isFree = !x.Axes.Contains(samples);
        int steps = x.Term.Shape[^2], units = Ordering.Size(call.Int("hidden_size", call.Known(2, "the recurrent weights").Shape[2]));
        int directions = call.Text("direction", "forward") == "bidirectional" ? 2 : 1;
        Flow[] states = FirstStates(call, x, samples);
        LayerDraft[] layers = [.. Enumerable.Range(0, directions)
            .Select(d => Layer(call, d, gates, [steps, Ordering.Size(x.Shape[2])], units, states.Length))];
        Term[] rows = isFree ? [x.Term] : [.. Enumerable.Range(0, Rows(x.Term.Shape[0])).Select(i => Terms.At(x.Term, 0, i))];
        Term First(Flow state, int row, int d) => Terms.At(isFree ? state.Term : Terms.At(state.Term, 0, row), 0, d);
        Term[][] raw = [.. rows.Select((row, i) =>
            layers.Select((layer, d) => ClassDraft.Call(layer, [row, .. states.Select(state => First(state, i, d))])).ToArray())];

        long count = x.Shape[samples];
        long[] shape = batchFirst ? [count, steps, directions, units] : [steps, directions, count, units];
        long[] last = batchFirst ? [count, directions, units] : [directions, count, units];
        Flow Of(Func<Term, int, Term> part, int axis, long[] sizes, int[] axes)
        {
            Term[] each = [.. raw.Select(row => Terms.Concat(axis, [.. row.Select((term, d) => Terms.ExpandDims(part(term, d), axis))]))];
            Term all = isFree ? each[0] : Terms.Concat(0, [.. each.Select(term => Terms.ExpandDims(term, 0))]);
            return new Flow(all, isFree ? axes[1..] : axes, sizes, x.Type);
        }

        bool isWhole = call.Wants(0), givesStates = call.Wants(2);
        Term Output(Term term) => givesStates ? ClassDraft.ResultOf(term, 0, term.Shape) : term;
        Flow final = Of((term, _) => isWhole ? Terms.At(Output(term), 0, steps - 1) : Output(term), 0, last, batchFirst ? [0, 1, 2] : [1, 0, 2]);
        Flow whole = !isWhole ? final : Of((term, d) => IsBackward(call, d) ? Reversed(Output(term)) : Output(term), 1, shape,
            batchFirst ? [0, 1, 2, 3] : [2, 0, 1, 3]);
        return givesStates ? [whole, final, Of((term, _) => ClassDraft.ResultOf(term, 2, [units]), 0, last, batchFirst ? [0, 1, 2] : [1, 0, 2])]
            : [whole, final];
    }

    /// <summary>What the states begin with, with the rows of a sample first, then the directions; none where all are 0.</summary>
    private static Flow[] FirstStates(NodeCall call, Flow x, int samples)
    {
        IValue?[] given = [.. Enumerable.Range(5, call.Operation == "LSTM" ? 2 : 1).Select(call.Optional)];
        if (given.All(state => state is null || IsZero(state)))
        {
            return [];
        }

        long[] shape = [.. given.First(state => state is not null)!.Shape];
        bool isFree = !x.Axes.Contains(samples);
        return [.. given.Select(state =>
        {
            Flow flow = call.Draft.AsFlow(state ?? Constant.Splat(OnnxElementType.Float, shape, 0));
            flow = isFree ? flow.ForEachSample(samples) : flow;
            return flow.Shape[samples] == x.Shape[samples] ? flow.Ordered([.. flow.Axes.Where(axis => axis == samples), 1 - samples, 2])
                : throw new RefusedException("first states of another number of sequences");
        })];
    }

    private static bool IsZero(IValue state) =>
        state is Constant known && (known.IsSplat ? known[0] == 0 : known.Floats().All(value => value == 0));

    private static int Rows(int count) => count <= MostRows ? count
        : throw new RefusedException($"{count} sequences within a sample; {MostRows} are the most");

    private static bool IsBackward(NodeCall call, int direction) => direction == 1 || call.Text("direction", "forward") == "reverse";

    private static Term Reversed(Term x) => Indexing.Pick(x, 0, [.. Enumerable.Range(0, x.Shape[0]).Select(i => (long)(x.Shape[0] - 1 - i))]);

    private static LayerDraft Layer(NodeCall call, int direction, int[] gates, int[] input, int units, int states)
    {
        Constant kernel = call.Known(1, "the weights"), recurrent = call.Known(2, "the recurrent weights");
        bool sequences = call.Wants(0), backward = IsBackward(call, direction);
        bool givesStates = call.Wants(2);
        string[] parameters = ["x", .. new[] { "first", "memory" }.Take(states)], results = givesStates ? ["outputs", "last", "memory"] : [];
        LayerDraft layer = call.Draft.AddLayer(
            LayerName.Of(kernel, call.Node), call.Operation, input, sequences ? [input[0], units] : [units], parameters, results);
        string kind = call.Operation == "RNN" ? "SimpleRNN" : call.Operation, activation = Activation(call, direction);
        bool resetsAfter = call.Int("linear_before_reset", 0) != 0, isGru = call.Operation == "GRU", hasBias = call.Optional(3) is not null;
        layer.Attributes.Add($"{kind}({units}{activation}{(sequences ? ", ReturnSequences = true" : "")}{(givesStates ? ", ReturnState = true" : "")}"
            + $"{(backward ? ", GoBackwards = true" : "")}"
            + $"{(isGru && !resetsAfter ? ", ResetAfter = false" : "")}{(hasBias ? "" : ", UseBias = false")})");
        int width = gates.Length * units;
        layer.Weights.Add(("kernel", [input[1], width], Columns(kernel, direction, gates, units, input[1])));
        layer.Weights.Add(("recurrent_kernel", [units, width], Columns(recurrent, direction, gates, units, units)));
        if (hasBias)
        {
            float[] all = call.Known(3, "the bias").Floats();
            float[] own = Gates(all.AsSpan(2 * width * direction, width), gates, units), other =
                Gates(all.AsSpan((2 * width * direction) + width, width), gates, units);
            bool isApart = isGru && resetsAfter;
            layer.Weights.Add(("bias", [width], isApart ? own : [.. own.Zip(other, (a, b) => a + b)]));
            if (isApart)
            {
                layer.Weights.Add(("recurrent_bias", [width], other));
            }
        }

        return layer;
    }

    /// <summary>From [directions, gates * units, in] to [in, gates * units] in our order.</summary>
    private static float[] Columns(Constant weights, int direction, int[] gates, int units, int inputs)
    {
        float[] all = weights.Floats(), columns = new float[inputs * gates.Length * units];
        int width = gates.Length * units;
        if (all.Length < (direction + 1) * width * inputs)
        {
            throw new RefusedException($"weights of the shape {Batch.Print(weights.Shape)} for {units} units");
        }

        for (int gate = 0; gate < gates.Length; gate++)
        {
            for (int unit = 0; unit < units; unit++)
            {
                for (int i = 0; i < inputs; i++)
                {
                    columns[(i * width) + (gate * units) + unit] = all[(((direction * width) + (gates[gate] * units) + unit) * inputs) + i];
                }
            }
        }

        return columns;
    }

    private static float[] Gates(ReadOnlySpan<float> values, int[] gates, int units)
    {
        List<float> ordered = [];
        foreach (int gate in gates)
        {
            ordered.AddRange(values.Slice(gate * units, units));
        }

        return [.. ordered];
    }

    /// <summary>Of a plain recurrent layer; the others have the usual ones, which was checked.</summary>
    private static string Activation(NodeCall call, int direction) => call.Operation == "RNN" && Names(call) is { Length: > 0 } names
        ? names[Math.Min(direction, names.Length - 1)] == "Relu" ? ", Activation = Activation.Relu" : "" : "";

    private static string[] Names(NodeCall call) =>
        [.. (call.Find("activations")?.Texts ?? []).Select(text => System.Text.Encoding.UTF8.GetString(text.Span))];

    private static void Check(NodeCall call)
    {
        string[] usual = call.Operation switch { "LSTM" => ["Sigmoid", "Tanh", "Tanh"], "GRU" => ["Sigmoid", "Tanh"], _ => ["Tanh"] };
        string[] names = Names(call);
        if (names.Where((name, i) => name != usual[i % usual.Length] && !(call.Operation == "RNN" && name == "Relu")).Any()
            || call.Has("clip") || call.Int("input_forget", 0) != 0)
        {
            throw new RefusedException("other activations than the usual ones, clipped or tied gates");
        }

        if (call.Optional(4) is not null and not Constant || (call.Optional(4) is Constant lengths
            && lengths.Wholes().Any(length => length != lengths.Whole(0))))
        {
            throw new RefusedException("a length of its own for each sequence");
        }

        if (call.Optional(7) is { } peepholes && !IsZero(peepholes))
        {
            throw new RefusedException("peepholes");
        }

        if (call.Optional(4) is Constant all && all.Whole(0) != call[0].Shape[call.Int("layout", 0) != 0 ? 1 : 0])
        {
            throw new RefusedException("sequences that end before their last step");
        }
    }
}

using NetCompiler.Generator.Tests.Functions;
using static NetCompiler.Generator.Tests.Layers.RecurrentFormulas;

namespace NetCompiler.Generator.Tests.Layers;

/// <content>Recurrent layers and masks.</content>
internal static partial class LayerCases
{
    private static IEnumerable<LayerCase> Recurrences() =>
        [.. Cells(), .. AllSteps(), .. States(), .. Directions(), .. Masks(), .. Distributed(), .. RecurrentPenalties()];

    /// <summary>The last state of each kind of cell, with its options.</summary>
    private static IEnumerable<LayerCase> Cells()
    {
        LayerCase Last(string name, string layer, int[] input, int states, int units, Func<Weights, Cell> cell) =>
            Of(name, layer, input, (x, w) => Vector(Run(x, cell(w), Zeros(states, units))[^1][0]));

        LayerCase simple = Last("Rnn", "SimpleRNN(5)", [6, 3], 1, 5, w => Simple(w, Math.Tanh));
        yield return simple;
        yield return simple.Freeze();
        yield return Last("RnnSoftplus", "SimpleRNN(9, Activation = Activation.Softplus, RecurrentBias = true, Truncate = 9)", [3, 1], 1, 9,
            w => Simple(w, v => Math.Log(1 + Math.Exp(v))));
        yield return Last("RnnBare", "SimpleRNN(1, UseBias = false)", [1, 5], 1, 1, w => Simple(w, Math.Tanh));
        LayerCase lstm = Last("Lstm", "LSTM(5)", [6, 3], 2, 5, w => Lstm(w));
        yield return lstm;
        yield return lstm.Freeze();
        yield return Last("LstmWide", "LSTM(16, UnitForgetBias = false)", [3, 8], 2, 16, w => Lstm(w)) with { Every = 7 };
        yield return Last("LstmBiases", "LSTM(3, RecurrentBias = true, Truncate = 4)", [4, 3], 2, 3, w => Lstm(w));
        yield return Last("LstmActivations", "LSTM(3, Activation = Activation.Softsign, RecurrentActivation = Activation.Tanh, UseBias = false)",
            [4, 3], 2, 3, w => Lstm(w, "", v => v / (1 + Math.Abs(v)), Math.Tanh));
        yield return Last("LstmStateful", "LSTM(3, Stateful = true)", [5, 3], 2, 3, w => Lstm(w));
        yield return Last("RnnStateful", "SimpleRNN(3, Stateful = true)", [5, 3], 1, 3, w => Simple(w, Math.Tanh));
        yield return Last("GruStateful", "GRU(3, Stateful = true)", [5, 3], 1, 3, w => Gru(w));
        LayerCase gru = Last("Gru", "GRU(5)", [6, 3], 1, 5, w => Gru(w));
        yield return gru;
        yield return gru.Freeze();
        yield return Last("GruBefore", "GRU(17, ResetAfter = false)", [3, 3], 1, 17, w => Gru(w, resetAfter: false)) with { Every = 5 };
        yield return Last(
            "GruBare", "GRU(3, UseBias = false, Activation = Activation.Tanh, RecurrentActivation = Activation.Sigmoid, Truncate = 7)",
            [5, 2], 1, 3, w => Gru(w));
    }

    /// <summary>All steps.</summary>
    private static IEnumerable<LayerCase> AllSteps()
    {
        yield return Of("RnnSteps", "SimpleRNN(8, ReturnSequences = true)", [5, 3], (x, w) =>
            Sequence(Run(x, Simple(w, Math.Tanh), Zeros(1, 8))));
        yield return Of("LstmSteps", "LSTM(3, ReturnSequences = true)", [5, 3], (x, w) => Sequence(Run(x, Lstm(w), Zeros(2, 3))));
        yield return Of("GruSteps", "GRU(3, ReturnSequences = true)", [5, 3], (x, w) => Sequence(Run(x, Gru(w), Zeros(1, 3))));
        yield return Of("RnnBackwards", "SimpleRNN(3, GoBackwards = true)", [5, 3], (x, w) =>
            Vector(Run(x, Simple(w, Math.Tanh), Zeros(1, 3), backward: true)[^1][0]));
        yield return Of("LstmStepsBackwards", "LSTM(3, GoBackwards = true, ReturnSequences = true)", [5, 3], (x, w) =>
            Sequence(Run(x, Lstm(w), Zeros(2, 3), backward: true)));
        yield return Of("GruStepsBackwards", "GRU(3, GoBackwards = true, ReturnSequences = true)", [5, 3], (x, w) =>
            Sequence(Run(x, Gru(w), Zeros(1, 3), backward: true)));
        yield return LayerCase.Of("LstmStacked", """
            [LSTM(5, ReturnSequences = true)] private static partial Tensor First(Tensor x);
                [LSTM(3)] private static partial Tensor Layer(Tensor x);
            """, [[4, 3]], "Layer(First(a))", (x, w) => Vector(
                Run(Sequence(Run(x[0], Lstm(w, "first/"), Zeros(2, 5))), Lstm(w), Zeros(2, 3))[^1][0]));
    }

    /// <summary>First and last states.</summary>
    private static IEnumerable<LayerCase> States()
    {
        static Grid Joined(params double[][] parts) => Vector([.. parts.SelectMany(part => part)]);
        yield return LayerCase.Of("RnnStates", """
            [SimpleRNN(3, ReturnState = true)] private static partial (Tensor Output, Tensor Last) Layer(Tensor x, Tensor first);
                private static Tensor Join((Tensor Output, Tensor Last) given) => Concat(given.Output, given.Last * 2);
            """, [[4, 5], [3]], "Join(Layer(a, b))", (x, w) =>
                Run(x[0], Simple(w, Math.Tanh), [x[1].Values])[^1][0] is var last ? Joined(last, [.. last.Select(v => 2 * v)]) : null!);
        yield return LayerCase.Of("LstmStates", """
            [LSTM(3, ReturnState = true, ReturnSequences = true)]
                private static partial (Tensor Output, Tensor Hidden, Tensor Memory) Layer(Tensor x, Tensor hidden, Tensor memory);
                private static Tensor Join((Tensor Output, Tensor Hidden, Tensor Memory) given) =>
                    Concat(Flatten(given.Output), given.Hidden * 2, given.Memory);
            """, [[4, 5], [3], [3]], "Join(Layer(a, b, c))", (x, w) =>
                Run(x[0], Lstm(w), [x[1].Values, x[2].Values]) is var all
                    ? Joined(Sequence(all).Values, [.. all[^1][0].Select(v => 2 * v)], all[^1][1]) : null!);
        yield return LayerCase.Of("GruStates", """
            [GRU(3, ReturnState = true, GoBackwards = true)] private static partial (Tensor Output, Tensor Last) Layer(Tensor x, Tensor first);
                private static Tensor Join((Tensor Output, Tensor Last) given) => given.Output * given.Last;
            """, [[4, 5], [3]], "Join(Layer(a, b))", (x, w) =>
                Run(x[0], Gru(w), [x[1].Values], backward: true)[^1][0] is var last ? Vector([.. last.Select(v => v * v)]) : null!);
        yield return LayerCase.Of("LstmCoder", """
            [LSTM(3, ReturnState = true)] private static partial (Tensor Output, Tensor Hidden, Tensor Memory) Encode(Tensor x);
                [LSTM(3, ReturnSequences = true)] private static partial Tensor Layer(Tensor x, Tensor hidden, Tensor memory);
                private static Tensor Code((Tensor Output, Tensor Hidden, Tensor Memory) given, Tensor x) => Layer(x, given.Hidden, given.Memory);
            """, [[4, 5], [3, 2]], "Code(Encode(a), b)", (x, w) =>
                Sequence(Run(x[1], Lstm(w), Run(x[0], Lstm(w, "encode/"), Zeros(2, 3))[^1])));
    }

    /// <summary>Both directions.</summary>
    private static IEnumerable<LayerCase> Directions()
    {
        static Grid Both(double[] forward, double[] backward, Func<double, double, double>? merge) => Vector(
            merge is null ? [.. forward, .. backward] : [.. forward.Zip(backward, merge)]);
        LayerCase Last(string name, string merge, Func<double, double, double>? function) => Of(
            name, merge + ", LSTM(3)", [5, 3], (x, w) => Both(
                Run(x, Lstm(w, "forward/"), Zeros(2, 3))[^1][0], Run(x, Lstm(w, "backward/"), Zeros(2, 3), backward: true)[^1][0], function));
        yield return Last("BothConcat", "Bidirectional", null);
        yield return Last("BothSum", "Bidirectional(Merge.Sum)", (p, q) => p + q);
        yield return Last("BothMul", "Bidirectional(Merge.Mul)", (p, q) => p * q);
        yield return Last("BothAve", "Bidirectional(Merge.Ave)", (p, q) => (p + q) / 2);
        yield return Of("BothSteps", "Bidirectional(Merge.Concat), GRU(3, ReturnSequences = true)", [5, 3], (x, w) =>
        {
            double[][][] forward = Run(x, Gru(w, true, "forward/"), Zeros(1, 3)), backward = Run(x, Gru(w, true, "backward/"), Zeros(1, 3), true);
            return Grid.Of([5, 6], i => i[1] < 3 ? forward[i[0]][0][i[1]] : backward[4 - i[0]][0][i[1] - 3]);
        });
    }

    /// <summary>Steps that do not count.</summary>
    private static IEnumerable<LayerCase> Masks()
    {
        // The numbers of the words are given by tests as 0 to 2 in turn, so that the first, a middle and the last step are masked.
        static Grid Rows(Grid x, Weights w) => Grid.Of([x.Shape[0], 3], i => w["words/embeddings"][(int)Math.Round(x[i[0]]), i[1]]);
        static Func<int, bool> Counts(Grid x) => step => Math.Round(x[step]) != 0;
        const string words = "[Embedding(3, 3, MaskZero = true)] private static partial Tensor Words(Tensor x);\n    ";
        LayerCase Masked(string name, string layer, string expression, Func<Grid, Func<int, bool>, Weights, Grid> value) => LayerCase.Of(
            name, words + $"[{layer}] private static partial Tensor Layer(Tensor x);", [[7]], expression,
            (x, w) => value(Rows(x[0], w), Counts(x[0]), w));

        yield return Masked("MaskedLast", "LSTM(3)", "Layer(Words(a))", (x, counts, w) =>
            Vector(Run(x, Lstm(w), Zeros(2, 3), false, counts)[^1][0]));
        yield return Masked("MaskedBackwards", "GRU(3, GoBackwards = true)", "Layer(Words(a))", (x, counts, w) =>
            Vector(Run(x, Gru(w), Zeros(1, 3), true, counts)[^1][0]));
        yield return Masked("MaskedSteps", "GRU(3, ReturnSequences = true)", "Layer(Words(a))", (x, counts, w) =>
            Sequence(Run(x, Gru(w), Zeros(1, 3), false, counts)));
        yield return Masked("MaskedStepsBackwards", "SimpleRNN(3, ReturnSequences = true, GoBackwards = true)", "Layer(Words(a))", (x, counts, w) =>
            Sequence(Run(x, Simple(w, Math.Tanh), Zeros(1, 3), true, counts)));
        foreach ((string kind, int states) in new[] { ("SimpleRNN", 1), ("LSTM", 2), ("GRU", 1) })
        {
            yield return Masked("MaskedZeros" + kind, kind + "(3, ReturnSequences = true, ZeroOutputForMask = true)", "Layer(Words(a))",
                (x, counts, w) =>
                {
                    Cell cell = kind == "LSTM" ? Lstm(w) : kind == "GRU" ? Gru(w) : Simple(w, Math.Tanh);
                    Grid all = Sequence(Run(x, cell, Zeros(states, 3), false, counts));
                    return Grid.Of(all.Shape, i => counts(i[0]) ? all[i] : 0);
                });
        }

        yield return Masked("MaskedBoth", "Bidirectional, SimpleRNN(3)", "Layer(Tanh(Words(a)))", (x, counts, w) => Vector([
            .. Run(x.Map(Math.Tanh), Simple(w, Math.Tanh, "forward/"), Zeros(1, 3), false, counts)[^1][0],
            .. Run(x.Map(Math.Tanh), Simple(w, Math.Tanh, "backward/"), Zeros(1, 3), true, counts)[^1][0]]));
        yield return Masked("MaskedMean", "GlobalAveragePool1D", "Layer(Words(a))", (x, counts, _) =>
            Vector([.. Enumerable.Range(0, 3).Select(c => Enumerable.Range(0, 7).Where(counts).Average(step => x[step, c]))]));
        yield return Masked("MaskedMax", "GlobalMaxPool1D", "Layer(Words(a))", (x, counts, _) =>
            Vector([.. Enumerable.Range(0, 3).Select(c => Enumerable.Range(0, 7).Where(counts).Max(step => x[step, c]))]));
        yield return Masked("MaskedAttention", "MultiHeadAttention(1, 2)", "Layer(Words(a))", (x, counts, w) =>
            ModelFormulas.Attention(x, x, x, w, (_, _, j) => counts(j)));
        yield return LayerCase.Of("MaskedValues", """
            [Masking] private static partial Tensor Mask(Tensor x);
                [LSTM(3)] private static partial Tensor Layer(Tensor x);
            """, [[5, 3]], "Layer(Mask(Where(a[.., 0..1] > 0, a, 0)))", (x, w) => Vector(
                Run(x[0], Lstm(w), Zeros(2, 3), false, step => x[0][step, 0] > 0)[^1][0]));
        yield return Of("MaskingValues", "Masking(MaskValue = 0.5f)", [5, 3], (x, _) => x);
    }

    private static IEnumerable<LayerCase> Distributed()
    {
        static Grid Part(Grid x, int step) => Grid.Of(x.Shape[1..], i => x[[step, .. i]]);
        static Grid Stack(IReadOnlyList<Grid> steps) => Grid.Of([steps.Count, .. steps[0].Shape], [.. steps.SelectMany(step => step.Values)]);
        static Grid Each(Grid x, Func<Grid, Grid> layer) => Stack([.. Enumerable.Range(0, x.Shape[0]).Select(step => layer(Part(x, step)))]);

        yield return Of("EachDense", "TimeDistributed, Dense(3)", [4, 5], (x, w) =>
            Each(x, step => LayerFormulas.Dense(step, w["kernel"], w["bias"])));
        yield return Of("EachConv", "TimeDistributed, Conv2D(3, 2, Strides = [2])", [2, 5, 4, 3], (x, w) =>
            Each(x, step => LayerFormulas.Convolution(step, w["kernel"], w["bias"], new(2), new(2))));
        yield return Of("EachFlatten", "TimeDistributed, Flatten", [4, 2, 3], (x, _) => Each(x, step => Grid.Of([6], step.Values)));
        yield return Of("EachPool", "TimeDistributed, GlobalMaxPool1D", [4, 3, 5], (x, _) =>
            Each(x, step => LayerFormulas.Channels(step, false, v => v.Max())));
    }

    private static IEnumerable<LayerCase> RecurrentPenalties()
    {
        const string all = "KernelL1 = 0.1f, KernelL2 = 0.2f, RecurrentL1 = 0.3f, RecurrentL2 = 0.4f, BiasL1 = 0.5f, BiasL2 = 0.6f";
        static double Sum(Weights w, string[] biases) => (0.1 * w.L1("kernel")) + (0.2 * w.L2("kernel")) + (0.3 * w.L1("recurrent_kernel"))
            + (0.4 * w.L2("recurrent_kernel")) + biases.Sum(bias => (0.5 * w.L1(bias)) + (0.6 * w.L2(bias)));
        yield return Of("RnnPenalties", $"SimpleRNN(3, {all})", [2, 3], (x, w) => Vector(Run(x, Simple(w, Math.Tanh), Zeros(1, 3))[^1][0])) with
        {
            Penalty = w => Sum(w, ["bias"]),
        };
        yield return Of("LstmPenalties", $"LSTM(3, {all})", [2, 3], (x, w) => Vector(Run(x, Lstm(w), Zeros(2, 3))[^1][0])) with
        {
            Penalty = w => Sum(w, ["bias"]),
        };
        yield return Of("GruPenalties", $"GRU(3, {all})", [2, 3], (x, w) => Vector(Run(x, Gru(w), Zeros(1, 3))[^1][0])) with
        {
            Penalty = w => Sum(w, ["bias", "recurrent_bias"]),
        };
    }
}

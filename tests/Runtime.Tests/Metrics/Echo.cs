using System.Runtime.InteropServices;

namespace NetCompiler.Runtime.Tests.Metrics;

/// <summary>
/// A network whose outputs are its inputs, in one row, and whose loss is 1 for each sample; so a step's loss is the mean of the samples' weights.
/// </summary>
internal sealed class Echo : TrainableNetwork
{
    private readonly int _floats;

    public Echo(Loss loss, bool fromLogits, int[] shape, int? targetFloats = null)
        : this(loss, fromLogits, shape, targetFloats ?? Count(shape), [], [], [])
    {
    }

    /// <summary>With several outputs and targets, and a loss method.</summary>
    public Echo(TensorDescription[] outputs, TensorDescription[] targets, params IndexRange[] classes)
        : this(Loss.Custom, false, [outputs.Sum(output => output.Floats)], targets.Sum(target => target.Floats), outputs, targets, classes)
    {
    }

    private Echo(Loss loss, bool fromLogits, int[] shape, int targetFloats, TensorDescription[] outputs, TensorDescription[] targets,
        IndexRange[] classes)
        : base(
            new NetworkDescription
            {
                Name = nameof(Echo),
                InputShape = shape,
                OutputShape = shape,
                Outputs = outputs,
                Targets = targets,
                TargetIndices = classes,
                Layers = [new LayerDescription("echo", "Echo", shape, 16, 0)],
                Parameters = [new ParameterDescription("echo/kernel", [16], 0, new PackedLayout([1], -1, 1, 0, 16), Initializer.Zeros, 1, 1)],
                Loss = new LossDescription(loss, fromLogits, targetFloats, shape[^1]),
                ParameterFloats = 16,
                InferenceDerivedFloats = 0,
                InferenceWorkspaceFloats = 0,
                InferenceMicroBatch = 8,
                TrainingMicroBatch = 8,
            },
            seed: 0) => _floats = Count(shape);

    /// <summary>The metrics over one set of outputs, as both <c>Evaluate</c> and <c>Fit</c> tell them.</summary>
    public double[] Measure(float[] outputs, float[] targets, params Metric[] metrics)
    {
        Dataset data = Data(outputs, targets);
        Evaluation evaluation = Evaluate(data, new EvaluateOptions { Metrics = metrics });
        History history = Fit(data, new FitOptions { Metrics = metrics, Verbose = false, Shuffle = false, Validation = data });
        Assert.Equal(evaluation.Metrics.Values, evaluation.Metrics.Keys.Select(name => history[name][0]));
        Assert.Equal(evaluation.Metrics.Values, evaluation.Metrics.Keys.Select(name => history["val_" + name][0]));
        return [.. evaluation.Metrics.Values];
    }

    public Dataset Data(float[] outputs, float[] targets) => Dataset.FromArrays(outputs, Description.InputShape, targets);

    protected override void DeriveInference(ref float parameters, ref float derived)
    {
    }

    protected override void DeriveTraining(ref float parameters, ref float derived)
    {
    }

    protected override void InferMicroBatch(ref float inputs, ref float outputs, int count, ref float parameters, ref float derived,
        ref float workspace) =>
        MemoryMarshal.CreateSpan(ref inputs, count * _floats).CopyTo(MemoryMarshal.CreateSpan(ref outputs, count * _floats));

    protected override void EvaluateMicroBatch(in TrainingSlice slice, ref float parameters, ref float derived, ref float workspace)
    {
        InferMicroBatch(ref slice.Inputs, ref slice.Predictions, slice.Count, ref parameters, ref derived, ref workspace);
        MemoryMarshal.CreateSpan(ref slice.Losses, slice.Count).Fill(1);
    }

    protected override void TrainMicroBatch(in TrainingSlice slice, ref float parameters, ref float derived, ref float gradients,
        ref float workspace) =>
        EvaluateMicroBatch(slice, ref parameters, ref derived, ref workspace);

    private static int Count(int[] shape) => shape.Aggregate(1, (product, size) => product * size);
}

namespace NetCompiler.Endurance;

/// <summary>Small, with dropout, so that the random state matters.</summary>
[Network, Input(8)]
[Dense(32, Activation = Activation.Relu)]
[Dropout(0.25f)]
[Dense(4, Activation = Activation.Softmax)]
[Loss(Loss.SparseCategoricalCrossentropy)]
public sealed partial class EnduranceNetwork
{
    /// <summary>Made-up samples, the same every time.</summary>
    public static Dataset Samples(int count, int seed)
    {
        var random = new Random(seed);
        float[] inputs = [.. Enumerable.Range(0, count * 8).Select(_ => random.NextSingle() - 0.5f)];
        int[] labels = [.. Enumerable.Range(0, count).Select(i =>
            (inputs[8 * i] > 0 ? 1 : 0) + (inputs[(8 * i) + 1] + inputs[(8 * i) + 2] > 0 ? 2 : 0))];
        return Dataset.FromArrays(inputs, [8], labels);
    }

    /// <summary>Every bit of the parameters.</summary>
    public static int[] Bits(CompiledNetwork network) => [.. network.Parameters.SelectMany(parameter =>
    {
        var values = new float[parameter.Count];
        parameter.CopyTo(values);
        return values.Select(BitConverter.SingleToInt32Bits);
    })];
}

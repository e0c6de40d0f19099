namespace NetCompiler.Reports.Tests;

/// <summary>Says "class 1" of pictures that are brighter on the right.</summary>
[Network, Input(2, 4, 1)]
[Flatten]
[Dense(3, Activation = Activation.Softmax)]
[Loss(Loss.SparseCategoricalCrossentropy)]
internal sealed partial class PictureClassifier;

/// <summary>Gives its input back once its weights are the unit matrix.</summary>
[Network, Input(3)]
[Dense(3)]
[Loss(Loss.SparseCategoricalCrossentropy, FromLogits = true)]
internal sealed partial class Echo;

[Network, Input(2)]
[Dense(2)]
[Loss(Loss.CategoricalCrossentropy, FromLogits = true)]
internal sealed partial class PairEcho;

[Network, Input(1)]
[Dense(1)]
[Loss(Loss.BinaryCrossentropy, FromLogits = true)]
internal sealed partial class BinaryEcho;

[Network, Input(2)]
[Dense(2)]
[Loss(Loss.MeanSquaredError)]
internal sealed partial class NumberEcho;

/// <summary>Makes networks of one dense layer do what a test can count on.</summary>
internal static class Echoes
{
    public static T Make<T>(T network)
        where T : TrainableNetwork
    {
        int size = network.InputFloats;
        network.Parameters.Single(parameter => parameter.Name == "dense/kernel").CopyFrom([.. Enumerable.Range(0, size * size)
            .Select(i => i % (size + 1) == 0 ? 1f : 0)]);
        network.Parameters.Single(parameter => parameter.Name == "dense/bias").CopyFrom(new float[size]);
        return network;
    }
}

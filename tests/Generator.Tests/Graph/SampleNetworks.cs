namespace NetCompiler.Generator.Tests.Graph;

/// <summary>Small networks that between them have every layer and every loss, with sizes around vectors and tiles.</summary>
internal static partial class SampleNetworks
{
    private static readonly Dictionary<string, string> Sources = new(StringComparer.Ordinal)
    {
        ["Perceptron"] = """
            [Network(InputGradient = true), Input(17)]
            [Dense(19, Activation = Activation.Tanh)]
            [Dense(8, Activation = Activation.Gelu)]
            [Dense(7, Activation = Activation.Softmax)]
            [Loss(Loss.SparseCategoricalCrossentropy)]
            """,
        ["Pooled"] = """
            [Network(InputGradient = true), Input(11, 10, 2)]
            [Conv2D(5, 3, Activation = Activation.Relu)]
            [MaxPool2D(2)]
            [Conv2D(9, 2, Activation = Activation.LeakyRelu)]
            [Flatten]
            [Dense(10, Activation = Activation.Softmax)]
            [Loss(Loss.CategoricalCrossentropy, LabelSmoothing = 0.1f)]
            """,
        ["Strided"] = """
            [Network(InputGradient = true), Input(9, 7, 3)]
            [Conv2D(8, 3, Padding = Padding.Same, Strides = [2], Activation = Activation.Silu)]
            [AveragePool2D(2, Padding = Padding.Same)]
            [Reshape(3, 16)]
            [Dense(5, Activation = Activation.Softplus)]
            [Flatten]
            [Dense(1, Activation = Activation.Sigmoid)]
            [Loss(Loss.BinaryCrossentropy)]
            """,
        ["Skipped"] = """
            [Network(InputGradient = true), Input(8, 7, 3)]
            [Conv2D(9, 2, Padding = Padding.Same, Activation = Activation.Tanh)]
            [Conv2D(10, 1, Strides = [3, 2])]
            [Flatten]
            [Dense(2)]
            [Loss(Loss.MeanSquaredError)]
            """,
        ["Grouped"] = """
            [Network(InputGradient = true), Input(7, 7, 4)]
            [Conv2D(8, 3, Groups = 2, DilationRate = [2])]
            [Conv2D(8, 2, Groups = 8, Activation = Activation.Elu)]
            [MaxPool2D(2, Strides = [1])]
            [Flatten]
            [Dense(3)]
            [Loss(Loss.Huber, Delta = 0.7f)]
            """,
        ["Dropped"] = """
            [Network(InputGradient = true), Input(12)]
            [Dense(16, Activation = Activation.Selu)]
            [Dropout(0.4f)]
            [Dense(33, Activation = Activation.Mish)]
            [Dropout(0.2f)]
            [Dense(4, Activation = Activation.HardSigmoid)]
            [Loss(Loss.MeanSquaredError)]
            """,
        ["Rows"] = """
            [Network(InputGradient = true), Input(5, 6)]
            [Dense(9, Activation = Activation.Relu6)]
            [Dense(3, Activation = Activation.LogSoftmax)]
            [Loss(Loss.MeanAbsoluteError)]
            """,
        ["Resized"] = """
            [Network(InputGradient = true), Input(5, 4, 3)]
            [ZeroPadding2D(1, 0, 2, 1)]
            [Conv2D(6, 3, Activation = Activation.Tanh)]
            [UpSampling2D(2, 3)]
            [Cropping2D(1, 2, 0, 3)]
            [Conv2D(9, 2)]
            [GlobalAveragePool2D]
            [Dense(2)]
            [Loss(Loss.MeanSquaredError)]
            """,
        ["Separable"] = """
            [Network(InputGradient = true), Input(7, 6, 5)]
            [DepthwiseConv2D(3, DepthMultiplier = 2, Padding = Padding.Same, Strides = [2])]
            [SeparableConv2D(9, 2, 3, DepthMultiplier = 3, Activation = Activation.Tanh)]
            [Flatten]
            [Dense(2)]
            [Loss(Loss.MeanSquaredError)]
            """,
        ["Depthwise"] = """
            [Network(InputGradient = true), Input(6, 6, 17)]
            [DepthwiseConv2D(3, 2, DilationRate = [1, 2], UseBias = false)]
            [SeparableConv2D(4, 2, UseBias = false)]
            [GlobalAveragePool2D]
            [Loss(Loss.MeanSquaredError)]
            """,
        ["Transposed"] = """
            [Network(InputGradient = true), Input(3, 4, 5)]
            [Conv2DTranspose(6, 4, Strides = [2], Padding = Padding.Same, Activation = Activation.Tanh)]
            [Conv2DTranspose(17, 3, 2, Strides = [1, 3])]
            [Conv2DTranspose(2, 3, Padding = Padding.Same, UseBias = false)]
            [Loss(Loss.MeanSquaredError)]
            """,
        ["Normalised"] = """
            [Network(InputGradient = true), Input(6, 5, 17)]
            [LayerNormalization]
            [Conv2D(10, 2, Activation = Activation.Silu)]
            [RMSNormalization(Epsilon = 1e-4f)]
            [GlobalMaxPool2D(KeepDims = true)]
            [Flatten]
            [LayerNormalization(Center = false, Scale = false, Epsilon = 1e-5f)]
            [Dense(4, Activation = Activation.Softmax)]
            [Loss(Loss.SparseCategoricalCrossentropy)]
            """,
        ["BatchNormalised"] = """
            [Network(InputGradient = true), Input(6, 5, 3)]
            [Conv2D(10, 3, Padding = Padding.Same, UseBias = false)]
            [BatchNormalization(Momentum = 0.9f)]
            [Activation(Activation.Relu)]
            [MaxPool2D(2)]
            [Conv2D(17, 2, UseBias = false)]
            [BatchNormalization(Epsilon = 1e-5f, UnbiasedMovingVariance = true, Center = false)]
            [Flatten]
            [Dense(4, Activation = Activation.Softmax)]
            [Loss(Loss.SparseCategoricalCrossentropy)]
            """,
        ["BatchNormalisedRows"] = """
            [Network(InputGradient = true), Input(5, 7)]
            [BatchNormalization(Scale = false)]
            [Dense(9, Activation = Activation.Tanh)]
            [BatchNormalization]
            [Flatten]
            [Dense(33)]
            [Dropout(0.3f)]
            [BatchNormalization(Scale = false, Center = false, Epsilon = 0.1f)]
            [Dense(2)]
            [Loss(Loss.MeanSquaredError)]
            """,
        ["GroupNormalised"] = """
            [Network(InputGradient = true), Input(4, 5, 6)]
            [GroupNormalization(Groups = 3)]
            [Conv2D(32, 2)]
            [GroupNormalization]
            [Activation(Activation.Silu)]
            [GroupNormalization(Groups = -1, Scale = false)]
            [Flatten]
            [GroupNormalization(Groups = 4, Center = false, Epsilon = 1e-5f)]
            [Dense(3)]
            [Loss(Loss.MeanSquaredError)]
            """,
        ["Sequence"] = """
            [Network(InputGradient = true), Input(19, 3)]
            [Conv1D(8, 4, Padding = Padding.Causal, DilationRate = 2, Activation = Activation.Tanh)]
            [SpatialDropout1D(0.3f)]
            [MaxPool1D]
            [ZeroPadding1D(2, 1)]
            [Conv1D(9, 3, Strides = 2, Activation = Activation.Relu)]
            [UpSampling1D(3)]
            [Cropping1D(1, 2)]
            [Conv1D(6, 2, Groups = 3, Padding = Padding.Same)]
            [AveragePool1D(3, Strides = 2, Padding = Padding.Same)]
            [PReLU]
            [GlobalAveragePool1D(KeepDims = true)]
            [Flatten]
            [Dense(2)]
            [Loss(Loss.MeanSquaredError)]
            """,
        ["Pixels"] = """
            [Network(InputGradient = true), Input(6, 5, 4)]
            [Conv2D(17, 3, Padding = Padding.Same)]
            [PReLU(SharedAxes = [1, 2], AlphaInitializer = Initializer.RandomUniform)]
            [SpatialDropout2D(0.4f)]
            [Conv2D(5, 2)]
            [PReLU(AlphaInitializer = Initializer.RandomUniform)]
            [Flatten]
            [Dense(19)]
            [PReLU]
            [Reshape(19, 1)]
            [Conv1D(4, 19, Padding = Padding.Causal, Groups = 1)]
            [GlobalMaxPool1D]
            [Loss(Loss.MeanAbsoluteError)]
            """,
        ["Frozen"] = """
            [Network(InputGradient = true), Input(6, 5, 2)]
            [Conv2D(9, 3, Activation = Activation.Tanh)]
            [Conv2D(7, 2, Trainable = false)]
            [LayerNormalization(Trainable = false)]
            [BatchNormalization(Trainable = false)]
            [Flatten]
            [Dense(5, Activation = Activation.Tanh, Trainable = false)]
            [Dense(3)]
            [Loss(Loss.MeanSquaredError)]
            """,
    };

    public static IEnumerable<string> All => Sources.Keys.Concat(Forwards.Keys);

    public static TheoryData<string> Names => [.. All];

    /// <summary>The network's class, named <c>Net</c>.</summary>
    public static string Source(string name) => Sources.TryGetValue(name, out string? stack) ? stack + "\npublic partial class Net;" : Forwards[name];
}

namespace NetCompiler.Generator.Tests.Graph;

/// <content>Networks with a forward method.</content>
internal static partial class SampleNetworks
{
    private static readonly Dictionary<string, string> Forwards = new(StringComparer.Ordinal)
    {
        ["Residual"] = """
            [Network(InputGradient = true), Input(6, 5, 17)]
            [Loss(Loss.SparseCategoricalCrossentropy, FromLogits = true)]
            public partial class Net
            {
                [Conv2D(17, 3, Padding = Padding.Same, UseBias = false)] private static partial Tensor First(Tensor x);
                [Conv2D(17, 3, Padding = Padding.Same)] private static partial Tensor Second(Tensor x);
                [GlobalAveragePool2D] private static partial Tensor Pool(Tensor x);
                [Dense(5)] private static partial Tensor Head(Tensor x);

                [Forward]
                private static Tensor Forward(Tensor x)
                {
                    x = Relu(x + Second(Relu(First(x))));
                    return Head(Pool(x));
                }
            }
            """,
        ["Shared"] = """
            [Network(InputGradient = true), Input(3, 11)]
            [Loss(Loss.MeanSquaredError)]
            public partial class Net
            {
                [Dense(9, Activation = Activation.Tanh), LayerNormalization] private static partial Tensor Row(Tensor x);
                [Dense(9)] private static partial Tensor Mix(Tensor x);

                [Forward]
                private static Tensor Forward(Tensor x)
                {
                    var (a, b, c) = (Row(x[0]), Row(x[1]), Row(x[^1]));
                    Tensor state = a;
                    foreach (Tensor next in new[] { b, c })
                    {
                        state = Tanh(Mix(state) + next);
                    }

                    return Concat(state, a * b - c, Maximum(a, b));
                }
            }
            """,
        ["SharedNormalisation"] = """
            [Network(InputGradient = true), Input(6, 5, 9)]
            [Loss(Loss.MeanSquaredError)]
            public partial class Net
            {
                [Conv2D(9, 3, Padding = Padding.Same, UseBias = false), BatchNormalization] private static partial Tensor First(Tensor x);
                [BatchNormalization(Momentum = 0.5f, Epsilon = 0.01f)] private static partial Tensor Norm(Tensor x);
                [GlobalAveragePool2D] private static partial Tensor Pool(Tensor x);
                [Dense(3)] private static partial Tensor Head(Tensor x);

                [Forward]
                private static Tensor Forward(Tensor x)
                {
                    Tensor first = Relu(First(x));
                    return Head(Pool(first + Norm(x + first) * Norm(first)));
                }
            }
            """,
        ["Attending"] = """
            [Network(InputGradient = true), Input(7, 12)]
            [Loss(Loss.MeanSquaredError)]
            public partial class Net
            {
                private const int Heads = 3;

                [Dense(12)] private static partial Tensor Query(Tensor x);
                [Dense(12)] private static partial Tensor Key(Tensor x);
                [Dense(12)] private static partial Tensor Value(Tensor x);
                [Dense(12)] private static partial Tensor Out(Tensor x);

                [Forward]
                private static Tensor Forward(Tensor x)
                {
                    var (q, k, v) = (Split(Query(x)), Split(Key(x)), Split(Value(x)));
                    int length = x.Shape[0], width = x.Shape[1] / Heads;
                    Tensor scores = MatMul(q, k, transposeRight: true) * (1 / System.Math.Sqrt(width));
                    Tensor seen = Reshape(Arange(length), length, 1) >= Arange(length);
                    Tensor weights = Softmax(Where(seen, scores, -1e9f));
                    return x + Out(Reshape(Transpose(MatMul(weights, v), 1, 0, 2), length, -1));
                }

                private static Tensor Split(Tensor x) => Transpose(Reshape(x, x.Shape[0], Heads, x.Shape[1] / Heads), 1, 0, 2);
            }
            """,
        ["Joint"] = """
            [Network(InputGradient = true)]
            public partial class Net
            {
                [Dense(8, Activation = Activation.Relu)] private static partial Tensor Image(Tensor x);
                [Dense(8, Activation = Activation.Tanh)] private static partial Tensor Side(Tensor x);
                [Dense(4)] private static partial Tensor Classes(Tensor x);
                [Dense(2)] private static partial Tensor Place(Tensor x);

                [Forward]
                private static (Tensor, Tensor) Forward([Input(4, 4)] Tensor image, [Input(3)] Tensor side)
                {
                    Tensor both = Image(Flatten(image)) * Side(side);
                    return (Classes(both), Place(ReverseGradient(both, 0.3f)) + StopGradient(Sum(both, axis: 0, keepDims: true)));
                }

                [Loss]
                private static Tensor Loss(Tensor classes, Tensor place, [Target(4)] Tensor wanted, [Target(2)] Tensor where)
                {
                    return CategoricalCrossentropy(classes, wanted, fromLogits: true) + 0.5f * Mean(Square(place - where));
                }
            }
            """,
        ["Functional"] = """
            [Network(InputGradient = true), Input(3, 5, 4)]
            public partial class Net
            {
                [Forward]
                private static Tensor Forward(Tensor x)
                {
                    Tensor y = Softmax(x, axis: 1) + LogSoftmax(x) * 0.25f;
                    y += Exp(-Abs(x)) - Log1p(Square(x)) / 3 + Sqrt(Square(x) + 1) + Reciprocal(x * x + 2.0);
                    y = Minimum(y, 2 + Erf(x)) * Where(x > 0.1f, x, 1 - x);
                    Tensor means = Mean(y, axis: -1, keepDims: true) + Variance(y, axis: 0, keepDims: true);
                    Tensor extremes = Max(y, 0, 2) - Min(y, 0, 2) + Sum(y * 0.1f, 0, 2);
                    Tensor parts = Concat(0, y[1..], means[0..1] * Gelu(y[^2..^1]));
                    y = parts + BroadcastTo(Reshape(extremes, 1, 5, 1), 3, 5, 4) * LeakyRelu(y, alpha: 0.1f);
                    return Concat(Flatten(y), Flatten(Stack(Silu(extremes), Elu(extremes), Softplus(extremes)))[2..^1],
                Squeeze(Reshape(Sum(y), 1, 1), 0));
                }

                [Loss]
                private static Tensor Loss(Tensor output, Tensor target) => MeanSquaredError(output, target);
            }
            """,
        ["Blocks"] = """
            [Network(InputGradient = true), Input(5, 8)]
            [Loss(Loss.MeanAbsoluteError)]
            public partial class Net
            {
                [Layer<Feed>(2)] private static partial Tensor Body(Tensor x);
                [Layer<Feed>(3)] private static partial Tensor Step(Tensor x, int number);
                [Layer<Head>] private static partial Tensor Top(Tensor x);

                [Forward]
                private static Tensor Forward(Tensor x)
                {
                    x = Body(x);
                    for (int i = 0; i < 3; i++)
                    {
                        if (i != 1)
                        {
                            x = Step(x, i) * 0.5f;
                        }
                    }

                    return Top(x);
                }
            }

            [Block]
            public partial class Feed
            {
                [LayerNormalization] private static partial Tensor Norm(Tensor x);
                [Dense(10, Activation = Activation.Gelu)] private static partial Tensor Wide(Tensor x);
                [Dense(8)] private static partial Tensor Narrow(Tensor x);

                [Forward]
                private static Tensor Forward(Tensor x) => x + Narrow(Wide(Norm(x)));
            }

            [Block, Flatten, Dense(6, Activation = Activation.Tanh)]
            public partial class Head;
            """,
        ["Language"] = """
            [Network(InputGradient = true), Input(7)]
            [Loss(Loss.SparseCategoricalCrossentropy, FromLogits = true)]
            public partial class Net
            {
                [Embedding(11, 12)] private static partial Tensor Tokens(Tensor x);
                [PositionEmbedding(9)] private static partial Tensor Positions(Tensor x);
                [LayerNormalization] private static partial Tensor Norm(Tensor x);
                [MultiHeadAttention(3, 4, Causal = true, BiasInitializer = Initializer.RandomUniform)] private static partial Tensor Attend(Tensor x);
                [TiedDense(nameof(Tokens), UseBias = true)] private static partial Tensor Logits(Tensor x);

                [Forward]
                private static Tensor Forward(Tensor x)
                {
                    x = Tokens(x);
                    x += Positions(x);
                    return Logits(x + Attend(Norm(x)));
                }
            }
            """,
        ["Number"] = """
            [Network(InputGradient = true), Input(5)]
            public partial class Net
            {
                [Embedding(7, 9)] private static partial Tensor Row(Tensor x);
                [Embedding(3, 9)] private static partial Tensor Largest(Tensor x);
                [Dense(3)] private static partial Tensor Out(Tensor x);

                [Forward]
                private static Tensor Forward(Tensor x) => Out(Concat(Row(x[0]) * Sum(Row(x[1..4]), 0) + Largest(ArgMax(x[..3])), x[4..]));

                [Loss]
                private static Tensor Loss(Tensor output, [Target(3)] Tensor wanted) => MeanSquaredError(output, wanted);
            }
            """,
        ["Translation"] = """
            [Network(InputGradient = true)]
            public partial class Net
            {
                [Embedding(6, 8)] private static partial Tensor Source(Tensor x);
                [Embedding(5, 10)] private static partial Tensor Words(Tensor x);
                [MultiHeadAttention(4, 3, ValueDim = 5, KeyValueHeads = 2, OutputDim = 10, Dropout = 0.25f)]
            private static partial Tensor Cross(Tensor query, Tensor value, Tensor key, Tensor mask);
                [MultiHeadAttention(2, 8, UseBias = false)] private static partial Tensor Look(Tensor query, Tensor value);
                [Dense(5)] private static partial Tensor Out(Tensor x);

                [Forward]
                private static (Tensor words, Tensor score) Forward([Input(4)] Tensor source, [Input(3, 2)] Tensor target)
                {
                    Tensor seen = 1 - Equal(source, 0);
                    Tensor text = Source(source), words = Reshape(Words(target), 6, 10);
                    words += Cross(words, text, text * 0.5f, seen);
                    words += Look(words, text);
                    return (Out(words), Max(words, 0));
                }

                [Loss]
                private static Tensor Loss(Tensor words, Tensor score, [Target(6)] Tensor next, [Target] Tensor first) =>
                    SparseCategoricalCrossentropy(words, next, fromLogits: true) + SparseCategoricalCrossentropy(Softmax(score), first);
            }
            """,
        ["LocalNorms"] = """
            [Network(InputGradient = true), Input(3, 2, 32)]
            [Loss(Loss.MeanSquaredError)]
            public partial class Net
            {
                [LocalResponseNormalization(11, Alpha = 1e-2f, Beta = 0.6f)] private static partial Tensor Wide(Tensor x);
                [LocalResponseNormalization(3, Alpha = 1, K = 2)] private static partial Tensor Narrow(Tensor x);

                [Forward]
                private static Tensor Forward(Tensor x) => Narrow(Wide(x) * 3);
            }
            """,
        ["LikeKernels"] = """
            [Network(InputGradient = true), Input(3)]
            [Dense(128), BatchNormalization, Activation(Activation.Relu), Dense(192), BatchNormalization, Activation(Activation.Relu)]
            [Dense(256), BatchNormalization, Activation(Activation.Relu), Dense(320), BatchNormalization, Activation(Activation.Relu), Dense(2)]
            [Loss(Loss.MeanSquaredError)]
            public partial class Net;
            """,
        ["ReducedPanels"] = """
            [Network(InputGradient = true), Input(3, 21)]
            [Loss(Loss.MeanSquaredError)]
            public partial class Net
            {
                [PReLU] private static partial Tensor First(Tensor x);
                [PReLU] private static partial Tensor Second(Tensor x);
                [PReLU] private static partial Tensor Third(Tensor x);
                [PReLU] private static partial Tensor Fourth(Tensor x);

                [Forward]
                private static Tensor Forward(Tensor x)
                {
                    Tensor nearest = Max(-Abs(First(x)), 0, 1), rows = Sum(Exp(Second(x)), 1), largest = Max(Third(x), 0, 1);
                    Tensor entropy = Sum(Fourth(x) * Log(Abs(Fourth(x))), 0, 1);
                    return Concat(Reshape(nearest, 1), rows, Reshape(largest, 1), Reshape(entropy, 1));
                }
            }
            """,
        ["Parts"] = """
            [Network(InputGradient = true), Input(6, 5, 3)]
            [Loss(Loss.MeanSquaredError)]
            public partial class Net
            {
                [Conv2D(16, 1, Activation = Activation.Relu)] private static partial Tensor Narrow(Tensor x);
                [Conv2D(32, 3, Padding = Padding.Same)] private static partial Tensor Wide(Tensor x);
                [Conv2D(20, 3, Padding = Padding.Same)] private static partial Tensor Odd(Tensor x);
                [Conv2D(16, 1)] private static partial Tensor More(Tensor x);
                [Conv2D(3, 3, Padding = Padding.Same)] private static partial Tensor Last(Tensor x);
                [GlobalAveragePool2D] private static partial Tensor Pool(Tensor x);

                [Forward]
                private static Tensor Forward(Tensor x)
                {
                    Tensor narrow = Narrow(x), first = Concat(narrow, Wide(x));
                    Tensor second = Concat(first, More(first));
                    Tensor third = Concat(second, Odd(narrow), narrow * 2);
                    Tensor rows = Concat(0, Last(third), x * 2, Concat(1, Last(third * 2), x)[.., 2..7]);
                    return Concat(Flatten(rows), Pool(third));
                }
            }
            """,
        ["Gates"] = """
            [Network(InputGradient = true), Input(13, 24)]
            [Loss(Loss.MeanSquaredError)]
            public partial class Net
            {
                [Dense(64)] private static partial Tensor Mix(Tensor x);
                [Dense(40, Activation = Activation.Gelu), Dense(17, Activation = Activation.Tanh)] private static partial Tensor Feed(Tensor x);
                [Dense(64, Activation = Activation.Softplus)] private static partial Tensor Row(Tensor x);

                [Forward]
                private static Tensor Forward(Tensor x)
                {
                    Tensor z = Mix(x);
                    Tensor open = Sigmoid(z[.., ..16]) * Tanh(z[.., 16..32]), kept = Silu(z[.., 40..]);
                    Tensor y = Feed(Concat(open, kept) + z[.., 3..43]);
                    return Concat(Flatten(y), Row(x[2])[..33]);
                }
            }
            """,
    };
}

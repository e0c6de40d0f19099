namespace NetCompiler.Execution.Tests.Weights;

// Every kind of parameter, and an image that becomes a vector behind a dropout and an activation.
[Network, Input(7, 6, 2)]
[Conv2D(4, 3, 2, Groups = 2, Name = "conv")]
[Flatten]
[Dropout(0.5f)]
[Activation(Activation.Relu)]
[Dense(5, Name = "hidden", Activation = Activation.Tanh)]
[Dense(3, UseBias = false, Name = "out")]
internal sealed partial class SmallImageNetwork;

// A vector that becomes an image.
[Network, Input(3)]
[Dense(12, Name = "seed", Activation = Activation.Relu)]
[Reshape(2, 3, 2)]
[Conv2D(2, 2, Name = "conv")]
internal sealed partial class SmallGenerator;

// Normalised vectors that were and become images.
[Network, Input(2, 3, 2)]
[Flatten]
[LayerNormalization(Name = "before")]
[Dense(12, Name = "dense")]
[RMSNormalization(Name = "after")]
[Reshape(3, 2, 2)]
internal sealed partial class NormalizedImages;

// Neighbours of the same shape, and more than ten layers: an order by characters would take 10 before 2.
[Network, Input(2)]
[Dense(2), Dense(2), Dense(2), Dense(2), Dense(2), Dense(2), Dense(2), Dense(2), Dense(2), Dense(2), Dense(2), Dense(2)]
internal sealed partial class TwelveLayers;

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

// Convolutions whose kernels are not PyTorch's with other axes only.
[Network, Input(5, 5, 2)]
[DepthwiseConv2D(2, DepthMultiplier = 3, Name = "deep")]
[SeparableConv2D(4, 2, Name = "apart")]
[Conv2DTranspose(3, 2, Name = "back")]
internal sealed partial class OtherConvolutions;

// Neighbours of the same shape, and more than ten layers: an order by characters would take 10 before 2.
[Network, Input(2)]
[Dense(2), Dense(2), Dense(2), Dense(2), Dense(2), Dense(2), Dense(2), Dense(2), Dense(2), Dense(2), Dense(2), Dense(2)]
internal sealed partial class TwelveLayers;

// A sequence that becomes a vector, slopes of each kind, and rows of features, which are no sequence.
[Network, Input(6, 2)]
[Conv1D(4, 3, Groups = 2, Name = "conv")]
[PReLU(SharedAxes = [1], Name = "channels")]
[Flatten]
[PReLU(Name = "features")]
[Dense(10, Name = "out")]
[Reshape(2, 5)]
[Dense(3, Name = "rows")]
[Flatten]
[Dense(1, Name = "last")]
internal sealed partial class SequenceWeights;

[Network, Input(6, 2)]
[PReLU(Name = "places")]
internal sealed partial class SlopesOfPlaces;

// The small image network with another head, and one that has none of its layers.
[Network, Input(7, 6, 2)]
[Conv2D(4, 3, 2, Groups = 2, Name = "conv")]
[Flatten]
[Activation(Activation.Relu)]
[Dense(5, Name = "hidden", Activation = Activation.Tanh)]
[Dense(2, UseBias = false, Name = "out")]
[Dense(2, Name = "further")]
internal sealed partial class OtherHead;

// Nothing to save.
[Network, Input(3)]
[Rescaling(2)]
internal sealed partial class Doubled;

namespace NetCompiler.Execution.Tests.Layers;

// One layer each, to be compared with values by hand.
[Network, Input(2, 3, 2)]
[GlobalAveragePool2D]
internal sealed partial class Averaged;

[Network, Input(2, 3, 2)]
[GlobalMaxPool2D(KeepDims = true)]
internal sealed partial class Largest;

[Network, Input(2, 2, 1)]
[UpSampling2D(2, 3)]
internal sealed partial class Upsampled;

[Network, Input(2, 2, 1)]
[ZeroPadding2D(1, 0, 0, 2)]
internal sealed partial class Surrounded;

[Network, Input(3, 4, 1)]
[Cropping2D(1, 0, 2, 1)]
internal sealed partial class Cropped;

[Network, Input(2, 4)]
[LayerNormalization(Epsilon = 0.75f)]
internal sealed partial class LayerNormalised;

[Network, Input(4)]
[LayerNormalization(Epsilon = 0.75f, Center = false, Scale = false)]
internal sealed partial class Standardised;

[Network, Input(4)]
[RMSNormalization(Epsilon = 1.5f)]
internal sealed partial class RootNormalised;

[Network, Input(1, 2, 1)]
[Conv2DTranspose(1, 2, 3, Strides = [1, 2])]
internal sealed partial class Transposed;

[Network, Input(1, 2, 1)]
[Conv2DTranspose(1, 1, 3, Strides = [1, 2], Padding = Padding.Same, UseBias = false)]
internal sealed partial class TransposedSame;

[Network, Input(1, 3, 2)]
[DepthwiseConv2D(1, 2, DepthMultiplier = 2)]
internal sealed partial class Depthwise;

[Network, Input(1, 2, 2)]
[SeparableConv2D(1, 1, 2)]
internal sealed partial class Separable;

[Network, Input(1, 2, 4)]
[GroupNormalization(Groups = 2, Epsilon = 4)]
internal sealed partial class GroupNormalised;

[Network(InputGradient = true), Input(2)]
[BatchNormalization(Momentum = 0.75f, Epsilon = 7)]
[Loss(Loss.MeanSquaredError)]
internal sealed partial class BatchNormalised;

[Network, Input(2)]
[BatchNormalization(Momentum = 0.75f, Epsilon = 7, UnbiasedMovingVariance = true)]
[Loss(Loss.MeanSquaredError)]
internal sealed partial class BatchNormalisedAsTorch;

[Network, Input(6, 6, 3)]
[Conv2D(18, 3, Padding = Padding.Same)]
[BatchNormalization]
[Activation(Activation.Relu)]
[Conv2D(9, 3, Strides = [2], UseBias = false)]
[BatchNormalization(Momentum = 0.9f)]
[Flatten]
[Dropout(0.2f)]
[Dense(3, Activation = Activation.Softmax)]
[Loss(Loss.SparseCategoricalCrossentropy)]
internal sealed partial class NormalisedTwice;

[Network, Input(5, 1)]
[Conv1D(1, 2, DilationRate = 2, Padding = Padding.Causal)]
internal sealed partial class Causal;

[Network, Input(5, 1)]
[Conv1D(1, 3, Padding = Padding.Causal, Strides = 2, UseBias = false)]
internal sealed partial class CausalStrided;

[Network, Input(3, 4)]
[Conv1D(4, 2, Groups = 2)]
internal sealed partial class GroupedSteps;

[Network, Input(5, 2)]
[MaxPool1D]
internal sealed partial class LargestOfTwo;

[Network, Input(5, 1)]
[AveragePool1D(3, Strides = 2, Padding = Padding.Same)]
internal sealed partial class MeanOfThree;

[Network, Input(3, 2)]
[GlobalMaxPool1D]
internal sealed partial class LargestStep;

[Network, Input(3, 2)]
[GlobalAveragePool1D(KeepDims = true)]
internal sealed partial class MeanStep;

[Network, Input(2, 2)]
[UpSampling1D(3), ZeroPadding1D(1, 2), Cropping1D(0, 1)]
internal sealed partial class Stretched;

[Network, Input(1, 2, 2)]
[PReLU(SharedAxes = [1, 2])]
internal sealed partial class SlopePerChannel;

[Network, Input(2, 2)]
[PReLU(AlphaInitializer = Initializer.Ones)]
internal sealed partial class SlopePerPlace;

[Network, Input(4, 3)]
[SpatialDropout1D(0.5f)]
[Loss(Loss.MeanSquaredError)]
internal sealed partial class DroppedSequences;

[Network, Input(2, 2, 3)]
[SpatialDropout2D(0.5f)]
[Loss(Loss.MeanSquaredError)]
internal sealed partial class DroppedImages;

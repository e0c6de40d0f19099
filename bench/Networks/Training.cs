namespace NetCompiler.Bench.Networks;

// The networks with the loss that they are trained with.
[Network, Input(32, 32, 1), Layer<LeNet5>, Loss(Loss.SparseCategoricalCrossentropy, FromLogits = true)]
internal sealed partial class LeNet5Training;

[Network, Input(224, 224, 3), Layer<ResNet18>, Loss(Loss.SparseCategoricalCrossentropy, FromLogits = true)]
internal sealed partial class ResNet18Training;

[Network, Input(224, 224, 3), Layer<ResNet50>, Loss(Loss.SparseCategoricalCrossentropy, FromLogits = true)]
internal sealed partial class ResNet50Training;

[Network, Input(224, 224, 3), Layer<DenseNet121>, Loss(Loss.SparseCategoricalCrossentropy, FromLogits = true)]
internal sealed partial class DenseNet121Training;

[Network, Input(224, 224, 3), Layer<MobileNetV2>, Loss(Loss.SparseCategoricalCrossentropy, FromLogits = true)]
internal sealed partial class MobileNetV2Training;

[Network, Input(UNet.Size, UNet.Size, 1), Layer<UNet>, Loss(Loss.SparseCategoricalCrossentropy, FromLogits = true)]
internal sealed partial class UNetTraining;

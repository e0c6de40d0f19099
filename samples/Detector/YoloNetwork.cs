using NetCompiler;

namespace Detector;

/// <summary>
/// A small YOLO (Redmon et al., 2016): for each cell of a grid of 8 x 8, whether the middle of a thing is there, where in it, how large, and of what
/// kind.
/// </summary>
[Network]
public partial class YoloNetwork
{
    /// <summary>Pixels along a side of a picture, and kinds of things.</summary>
    public const int Size = 64, Kinds = 3;

    /// <summary>Cells along a side, and numbers for each: presence, place, size and kinds.</summary>
    public const int Cells = 8, Numbers = 5 + Kinds;

    [Conv2D(16, 3, Padding = Padding.Same, UseBias = false), BatchNormalization(Momentum = 0.95f), Activation(Activation.Relu), MaxPool2D(2)]
    [Conv2D(32, 3, Padding = Padding.Same, UseBias = false), BatchNormalization(Momentum = 0.95f), Activation(Activation.Relu), MaxPool2D(2)]
    [Conv2D(64, 3, Padding = Padding.Same, UseBias = false), BatchNormalization(Momentum = 0.95f), Activation(Activation.Relu), MaxPool2D(2)]
    [Conv2D(96, 3, Padding = Padding.Same, UseBias = false), BatchNormalization(Momentum = 0.95f), Activation(Activation.Relu)]
    private static partial Tensor Look(Tensor x);

    [Conv2D(96, 3, Padding = Padding.Same, UseBias = false), BatchNormalization(Momentum = 0.95f), Activation(Activation.Relu)]
    private static partial Tensor Wider(Tensor x);

    [Conv2D(Numbers, 1)] private static partial Tensor Tell(Tensor x);

    [Forward]
    private static Tensor Forward([Input(Size, Size, 3)] Tensor image)
    {
        Tensor seen = Look(image);
        Tensor cells = Tell(seen + Wider(seen));
        // The presence and the kinds stay logits, which losses like better.
        return Concat(cells[.., .., 0..1], Sigmoid(cells[.., .., 1..5]), cells[.., .., 5..]);
    }

    [Loss]
    private static Tensor Loss(Tensor cells, [Target(Cells, Cells, Numbers)] Tensor things)
    {
        Tensor isThere = things[.., .., 0];
        Tensor presence = Softplus(cells[.., .., 0]) - isThere * cells[.., .., 0];
        Tensor place = Sum(Square(cells[.., .., 1..5] - things[.., .., 1..5]), axis: -1);
        Tensor kind = -Sum(LogSoftmax(cells[.., .., 5..]) * things[.., .., 5..], axis: -1);
        return Sum(presence + isThere * (10 * place + kind)) / 10;
    }
}

namespace NetCompiler;

/// <summary>
/// Compiles a partial class into a network: the layer attributes above it, in their order, are its layers; or its method with
/// <see cref="ForwardAttribute"/>
/// says what it computes.
/// </summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class NetworkAttribute : Attribute
{
    /// <summary>Also compile gradients with respect to the input: of the outputs, and of the loss where there is one.</summary>
    public bool InputGradient { get; set; }

    /// <summary>
    /// Also compile a step of a sequence, for input that comes bit by bit: <see cref="CompiledNetwork.CreateState"/> and
    /// <see cref="CompiledNetwork.Step"/>. The first dimension of the input counts the steps, and no layer may look at steps that come later.
    /// </summary>
    public bool Streaming { get; set; }

    /// <summary>
    /// With <see cref="Streaming"/>, the input that comes step by step, where there are several; the others are there from the beginning.
    /// </summary>
    public string? StreamedInput { get; set; }
}

/// <summary>
/// The shape of one sample, without the batch: (features) or (height, width, channels). Above the class, or before a parameter of its forward method.
/// </summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Parameter, Inherited = false)]
public sealed class InputAttribute(params int[] shape) : Attribute
{
    /// <summary>The shape of one sample, every size at least 1.</summary>
    public int[] Shape { get; } = shape;
}

/// <summary>
/// What all layers share. Layers stand above a class, or above a partial method from <see cref="Tensor"/> to <see cref="Tensor"/> for a forward
/// method to call.
/// </summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method, AllowMultiple = true, Inherited = false)]
public abstract class LayerAttribute : Attribute
{
    /// <summary>
    /// The layer's name; Keras' scheme (<c>dense</c>, <c>dense_1</c>) by default, or the method's name in lower case with underscores.
    /// </summary>
    public string? Name { get; set; }
}

/// <summary>What layers with parameters share.</summary>
public abstract class ParameterLayerAttribute : LayerAttribute
{
    /// <summary>Whether training changes the layer's parameters; true by default. A layer that is not trained costs no gradient.</summary>
    public bool Trainable { get; set; } = true;
}

/// <summary>What layers with a kernel and a bias share.</summary>
public abstract class WeightedLayerAttribute : ParameterLayerAttribute
{
    /// <summary>Applied to the layer's output.</summary>
    public Activation Activation { get; set; }

    /// <summary>Whether a bias is added; true by default.</summary>
    public bool UseBias { get; set; } = true;

    /// <summary>How the kernel is drawn; Glorot's uniform by default.</summary>
    public Initializer KernelInitializer { get; set; } = Initializer.GlorotUniform;

    /// <summary>How the bias is drawn; zeros by default.</summary>
    public Initializer BiasInitializer { get; set; } = Initializer.Zeros;

    /// <summary>Adds this times the sum of the kernel's absolute values to the loss; 0 by default.</summary>
    public float KernelL1 { get; set; }

    /// <summary>Adds this times the sum of the kernel's squares to the loss; 0 by default.</summary>
    public float KernelL2 { get; set; }

    /// <summary>After each update, the kernel's values of each unit or filter have at most this Euclidean norm; no limit by default.</summary>
    public float KernelMaxNorm { get; set; } = float.PositiveInfinity;

    /// <summary>Adds this times the sum of the bias' absolute values to the loss; 0 by default.</summary>
    public float BiasL1 { get; set; }

    /// <summary>Adds this times the sum of the bias' squares to the loss; 0 by default.</summary>
    public float BiasL2 { get; set; }
}

/// <summary>A fully connected layer over the last axis: y = x W + b.</summary>
public sealed class DenseAttribute(int units) : WeightedLayerAttribute
{
    /// <summary>Width of the output, at least 1.</summary>
    public int Units { get; } = units;
}

/// <summary>What pooling layers share. Strides default to the pool's size, padding to valid.</summary>
public abstract class Pool2DAttribute(int poolHeight, int poolWidth) : LayerAttribute
{
    /// <summary>Rows of the window.</summary>
    public int PoolHeight { get; } = poolHeight;

    /// <summary>Columns of the window.</summary>
    public int PoolWidth { get; } = poolWidth;

    /// <summary>One stride for both axes, or height then width; the pool's size by default.</summary>
    public int[]? Strides { get; set; }

    /// <summary>Valid by default.</summary>
    public Padding Padding { get; set; }
}

/// <summary>The largest value of each window.</summary>
public sealed class MaxPool2DAttribute : Pool2DAttribute
{
    /// <summary>A square window.</summary>
    public MaxPool2DAttribute(int poolSize = 2)
        : base(poolSize, poolSize)
    {
    }

    /// <summary>A window of the given height and width.</summary>
    public MaxPool2DAttribute(int poolHeight, int poolWidth)
        : base(poolHeight, poolWidth)
    {
    }
}

/// <summary>The mean of each window; padding cells do not count.</summary>
public sealed class AveragePool2DAttribute : Pool2DAttribute
{
    /// <summary>A square window.</summary>
    public AveragePool2DAttribute(int poolSize = 2)
        : base(poolSize, poolSize)
    {
    }

    /// <summary>A window of the given height and width.</summary>
    public AveragePool2DAttribute(int poolHeight, int poolWidth)
        : base(poolHeight, poolWidth)
    {
    }
}

/// <summary>All axes into one, row-major.</summary>
public sealed class FlattenAttribute : LayerAttribute;

/// <summary>The same numbers, row-major, under another shape; one size may be -1 and is inferred.</summary>
public sealed class ReshapeAttribute(params int[] shape) : LayerAttribute
{
    /// <summary>The new shape without the batch.</summary>
    public int[] Shape { get; } = shape;
}

/// <summary>
/// Each value times <paramref name="scale"/> plus <paramref name="offset"/>: bytes of an image become numbers from 0 to 1 by a scale of 1/255.
/// </summary>
public sealed class RescalingAttribute(float scale, float offset = 0) : LayerAttribute
{
    /// <summary>The factor.</summary>
    public float Scale { get; } = scale;

    /// <summary>The summand behind it.</summary>
    public float Offset { get; } = offset;
}

/// <summary>In training, zeroes values with probability <paramref name="rate"/> and scales the others by 1 / (1 - rate).</summary>
public sealed class DropoutAttribute(float rate) : LayerAttribute
{
    /// <summary>0 up to, but not including, 1.</summary>
    public float Rate { get; } = rate;
}

/// <summary>
/// In training, zeroes whole channels of [height, width, channels] with probability <paramref name="rate"/> and scales the others by 1 / (1 - rate).
/// </summary>
public sealed class SpatialDropout2DAttribute(float rate) : LayerAttribute
{
    /// <summary>0 up to, but not including, 1.</summary>
    public float Rate { get; } = rate;
}

/// <summary>x for x &gt; 0, else alpha x, with an alpha of its own for each place of the input (He et al., 2015).</summary>
public sealed class PReLUAttribute : ParameterLayerAttribute
{
    /// <summary>
    /// Axes of the input, counted from 1, along which alpha is the same; none by default. For an image, [1, 2] gives an alpha for each channel.
    /// </summary>
    public int[] SharedAxes { get; set; } = [];

    /// <summary>How alpha is drawn; zeros by default.</summary>
    public Initializer AlphaInitializer { get; set; } = Initializer.Zeros;
}

/// <summary>An activation as a layer of its own.</summary>
public sealed class ActivationAttribute(Activation kind) : LayerAttribute
{
    /// <summary>Which one.</summary>
    public Activation Kind { get; } = kind;

    /// <summary>The slope of LeakyRelu (0.2), the scale of Elu and Celu (1); NaN takes the default.</summary>
    public float Alpha { get; set; } = float.NaN;
}

/// <summary>
/// What training minimises: one of the ready losses above the class, or without a kind above a method that computes it from the outputs and the
/// targets. A
/// class without it is compiled to inference only.
/// </summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method, Inherited = false)]
public sealed class LossAttribute(Loss kind) : Attribute
{
    /// <summary>
    /// Marks a method over <see cref="Tensor"/>: first the outputs of the forward method, then the targets. More than one number is averaged.
    /// </summary>
    public LossAttribute()
        : this(default)
    {
    }

    /// <summary>Which one.</summary>
    public Loss Kind { get; } = kind;

    /// <summary>The output is not yet a probability: softmax or sigmoid is part of the loss.</summary>
    public bool FromLogits { get; set; }

    /// <summary>0 to 1: the share of a target that is spread evenly.</summary>
    public float LabelSmoothing { get; set; }

    /// <summary>
    /// For <see cref="Loss.SparseCategoricalCrossentropy"/>: the class of places that do not count, for padding and for what nobody knows. It need be
    /// no class of the output: -1, or 255. Such places have no part in the loss, its gradient and metrics. Where it is not set, all places count.
    /// </summary>
    public int IgnoreClass { get; set; } = int.MinValue;

    /// <summary>Where Huber's loss turns from square to linear; above 0.</summary>
    public float Delta { get; set; } = 1;
}

namespace NetCompiler;

/// <summary>What 2-D convolutions share.</summary>
public abstract class Convolution2DAttribute(int kernelHeight, int kernelWidth) : WeightedLayerAttribute
{
    /// <summary>Rows of the kernel.</summary>
    public int KernelHeight { get; } = kernelHeight;

    /// <summary>Columns of the kernel.</summary>
    public int KernelWidth { get; } = kernelWidth;

    /// <summary>One stride for both axes, or height then width; 1 by default.</summary>
    public int[] Strides { get; set; } = [1];

    /// <summary>Valid by default.</summary>
    public Padding Padding { get; set; }
}

/// <summary>A 2-D convolution over [height, width, channels].</summary>
public sealed class Conv2DAttribute : Convolution2DAttribute
{
    /// <summary>A square kernel.</summary>
    public Conv2DAttribute(int filters, int kernelSize)
        : this(filters, kernelSize, kernelSize)
    {
    }

    /// <summary>A kernel of the given height and width.</summary>
    public Conv2DAttribute(int filters, int kernelHeight, int kernelWidth)
        : base(kernelHeight, kernelWidth) => Filters = filters;

    /// <summary>Number of output channels.</summary>
    public int Filters { get; }

    /// <summary>One dilation for both axes, or height then width; 1 by default.</summary>
    public int[] DilationRate { get; set; } = [1];

    /// <summary>Channels are split into this many groups that do not mix; must divide the input's channels and the filters.</summary>
    public int Groups { get; set; } = 1;
}

/// <summary>A 2-D convolution that does not mix channels: each has kernels of its own.</summary>
public sealed class DepthwiseConv2DAttribute : Convolution2DAttribute
{
    /// <summary>Square kernels.</summary>
    public DepthwiseConv2DAttribute(int kernelSize)
        : this(kernelSize, kernelSize)
    {
    }

    /// <summary>Kernels of the given height and width.</summary>
    public DepthwiseConv2DAttribute(int kernelHeight, int kernelWidth)
        : base(kernelHeight, kernelWidth)
    {
    }

    /// <summary>Kernels, and so output channels, of each channel; 1 by default.</summary>
    public int DepthMultiplier { get; set; } = 1;

    /// <summary>One dilation for both axes, or height then width; 1 by default.</summary>
    public int[] DilationRate { get; set; } = [1];
}

/// <summary>A depthwise convolution without bias or activation, then a convolution of 1 x 1 that mixes the channels.</summary>
public sealed class SeparableConv2DAttribute : ParameterLayerAttribute
{
    /// <summary>Square kernels.</summary>
    public SeparableConv2DAttribute(int filters, int kernelSize)
        : this(filters, kernelSize, kernelSize)
    {
    }

    /// <summary>Kernels of the given height and width.</summary>
    public SeparableConv2DAttribute(int filters, int kernelHeight, int kernelWidth) =>
        (Filters, KernelHeight, KernelWidth) = (filters, kernelHeight, kernelWidth);

    /// <summary>Number of output channels.</summary>
    public int Filters { get; }

    /// <summary>Rows of the depthwise kernels.</summary>
    public int KernelHeight { get; }

    /// <summary>Columns of the depthwise kernels.</summary>
    public int KernelWidth { get; }

    /// <summary>Depthwise kernels of each channel; 1 by default.</summary>
    public int DepthMultiplier { get; set; } = 1;

    /// <summary>One stride for both axes, or height then width; 1 by default.</summary>
    public int[] Strides { get; set; } = [1];

    /// <summary>One dilation for both axes, or height then width; 1 by default.</summary>
    public int[] DilationRate { get; set; } = [1];

    /// <summary>Valid by default.</summary>
    public Padding Padding { get; set; }

    /// <summary>Applied to the layer's output.</summary>
    public Activation Activation { get; set; }

    /// <summary>Whether a bias is added; true by default.</summary>
    public bool UseBias { get; set; } = true;

    /// <summary>How the depthwise kernels are drawn; Glorot's uniform by default.</summary>
    public Initializer DepthwiseInitializer { get; set; } = Initializer.GlorotUniform;

    /// <summary>How the kernel of 1 x 1 is drawn; Glorot's uniform by default.</summary>
    public Initializer PointwiseInitializer { get; set; } = Initializer.GlorotUniform;

    /// <summary>How the bias is drawn; zeros by default.</summary>
    public Initializer BiasInitializer { get; set; } = Initializer.Zeros;

    /// <summary>Adds this times the sum of the depthwise kernels' absolute values to the loss; 0 by default.</summary>
    public float DepthwiseL1 { get; set; }

    /// <summary>Adds this times the sum of the depthwise kernels' squares to the loss; 0 by default.</summary>
    public float DepthwiseL2 { get; set; }

    /// <summary>After each update, each depthwise kernel has at most this Euclidean norm; no limit by default.</summary>
    public float DepthwiseMaxNorm { get; set; } = float.PositiveInfinity;

    /// <summary>Adds this times the sum of the absolute values of the kernel of 1 x 1 to the loss; 0 by default.</summary>
    public float PointwiseL1 { get; set; }

    /// <summary>Adds this times the sum of the squares of the kernel of 1 x 1 to the loss; 0 by default.</summary>
    public float PointwiseL2 { get; set; }

    /// <summary>After each update, the values of each filter of the kernel of 1 x 1 have at most this Euclidean norm; no limit by default.</summary>
    public float PointwiseMaxNorm { get; set; } = float.PositiveInfinity;

    /// <summary>Adds this times the sum of the bias' absolute values to the loss; 0 by default.</summary>
    public float BiasL1 { get; set; }

    /// <summary>Adds this times the sum of the bias' squares to the loss; 0 by default.</summary>
    public float BiasL2 { get; set; }
}

/// <summary>
/// A transposed 2-D convolution: each pixel adds a kernel to the output, a stride further for each step, so that the image grows.
/// </summary>
public sealed class Conv2DTransposeAttribute : Convolution2DAttribute
{
    /// <summary>A square kernel.</summary>
    public Conv2DTransposeAttribute(int filters, int kernelSize)
        : this(filters, kernelSize, kernelSize)
    {
    }

    /// <summary>A kernel of the given height and width.</summary>
    public Conv2DTransposeAttribute(int filters, int kernelHeight, int kernelWidth)
        : base(kernelHeight, kernelWidth) => Filters = filters;

    /// <summary>Number of output channels.</summary>
    public int Filters { get; }
}

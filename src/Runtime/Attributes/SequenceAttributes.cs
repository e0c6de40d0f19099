namespace NetCompiler;

/// <summary>A 1-D convolution over [steps, channels].</summary>
public sealed class Conv1DAttribute(int filters, int kernelSize) : WeightedLayerAttribute
{
    /// <summary>Number of output channels.</summary>
    public int Filters { get; } = filters;

    /// <summary>Steps that the kernel covers.</summary>
    public int KernelSize { get; } = kernelSize;

    /// <summary>Steps from one place of the kernel to the next; 1 by default.</summary>
    public int Strides { get; set; } = 1;

    /// <summary>Valid by default; with <see cref="Padding.Causal"/> no output looks at a later step.</summary>
    public Padding Padding { get; set; }

    /// <summary>Steps from one cell of the kernel to the next; 1 by default.</summary>
    public int DilationRate { get; set; } = 1;

    /// <summary>Channels are split into this many groups that do not mix; must divide the input's channels and the filters.</summary>
    public int Groups { get; set; } = 1;
}

/// <summary>What pooling layers over sequences share. Strides default to the pool's size, padding to valid.</summary>
public abstract class Pool1DAttribute(int poolSize) : LayerAttribute
{
    /// <summary>Steps of the window.</summary>
    public int PoolSize { get; } = poolSize;

    /// <summary>Steps from one window to the next; the pool's size by default.</summary>
    public int Strides { get; set; } = poolSize;

    /// <summary>Valid by default.</summary>
    public Padding Padding { get; set; }
}

/// <summary>The largest value of each window of steps.</summary>
public sealed class MaxPool1DAttribute(int poolSize = 2) : Pool1DAttribute(poolSize);

/// <summary>The mean of each window of steps; padding does not count.</summary>
public sealed class AveragePool1DAttribute(int poolSize = 2) : Pool1DAttribute(poolSize);

/// <summary>The largest value of each channel: [steps, channels] becomes [channels].</summary>
public sealed class GlobalMaxPool1DAttribute : LayerAttribute
{
    /// <summary>Whether the output is [1, channels]; false by default.</summary>
    public bool KeepDims { get; set; }
}

/// <summary>The mean of each channel: [steps, channels] becomes [channels].</summary>
public sealed class GlobalAveragePool1DAttribute : LayerAttribute
{
    /// <summary>Whether the output is [1, channels]; false by default.</summary>
    public bool KeepDims { get; set; }
}

/// <summary>Repeats each step of a sequence.</summary>
public sealed class UpSampling1DAttribute(int size = 2) : LayerAttribute
{
    /// <summary>How often each step occurs, at least 1.</summary>
    public int Size { get; } = size;
}

/// <summary>Puts steps of zeros around a sequence.</summary>
public sealed class ZeroPadding1DAttribute : LayerAttribute
{
    /// <summary>The same at both ends.</summary>
    public ZeroPadding1DAttribute(int padding = 1)
        : this(padding, padding)
    {
    }

    /// <summary>Each end its own.</summary>
    public ZeroPadding1DAttribute(int before, int after) => (Before, After) = (before, after);

    /// <summary>Steps before the first, at least 0.</summary>
    public int Before { get; }

    /// <summary>Steps after the last, at least 0.</summary>
    public int After { get; }
}

/// <summary>Cuts steps off a sequence.</summary>
public sealed class Cropping1DAttribute : LayerAttribute
{
    /// <summary>The same at both ends.</summary>
    public Cropping1DAttribute(int cropping = 1)
        : this(cropping, cropping)
    {
    }

    /// <summary>Each end its own.</summary>
    public Cropping1DAttribute(int before, int after) => (Before, After) = (before, after);

    /// <summary>Steps cut off the front, at least 0.</summary>
    public int Before { get; }

    /// <summary>Steps cut off the end, at least 0.</summary>
    public int After { get; }
}

/// <summary>
/// In training, zeroes whole channels of [steps, channels] with probability <paramref name="rate"/> and scales the others by 1 / (1 - rate).
/// </summary>
public sealed class SpatialDropout1DAttribute(float rate) : LayerAttribute
{
    /// <summary>0 up to, but not including, 1.</summary>
    public float Rate { get; } = rate;
}

namespace NetCompiler;

/// <summary>The largest value of each channel: [height, width, channels] becomes [channels].</summary>
public sealed class GlobalMaxPool2DAttribute : LayerAttribute
{
    /// <summary>Whether the output is [1, 1, channels]; false by default.</summary>
    public bool KeepDims { get; set; }
}

/// <summary>The mean of each channel: [height, width, channels] becomes [channels].</summary>
public sealed class GlobalAveragePool2DAttribute : LayerAttribute
{
    /// <summary>Whether the output is [1, 1, channels]; false by default.</summary>
    public bool KeepDims { get; set; }
}

/// <summary>Repeats each row and each column of an image.</summary>
public sealed class UpSampling2DAttribute : LayerAttribute
{
    /// <summary>Rows and columns alike.</summary>
    public UpSampling2DAttribute(int size = 2)
        : this(size, size)
    {
    }

    /// <summary>Rows and columns each their own number of times.</summary>
    public UpSampling2DAttribute(int rows, int columns) => (Rows, Columns) = (rows, columns);

    /// <summary>How often each row occurs, at least 1.</summary>
    public int Rows { get; }

    /// <summary>How often each column occurs, at least 1.</summary>
    public int Columns { get; }
}

/// <summary>Puts rows and columns of zeros around an image.</summary>
public sealed class ZeroPadding2DAttribute : LayerAttribute
{
    /// <summary>The same at all sides.</summary>
    public ZeroPadding2DAttribute(int padding = 1)
        : this(padding, padding)
    {
    }

    /// <summary>Rows above and below, columns left and right.</summary>
    public ZeroPadding2DAttribute(int vertical, int horizontal)
        : this(vertical, vertical, horizontal, horizontal)
    {
    }

    /// <summary>Each side its own.</summary>
    public ZeroPadding2DAttribute(int top, int bottom, int left, int right) => (Top, Bottom, Left, Right) = (top, bottom, left, right);

    /// <summary>Rows above, at least 0.</summary>
    public int Top { get; }

    /// <summary>Rows below, at least 0.</summary>
    public int Bottom { get; }

    /// <summary>Columns at the left, at least 0.</summary>
    public int Left { get; }

    /// <summary>Columns at the right, at least 0.</summary>
    public int Right { get; }
}

/// <summary>Cuts rows and columns off an image.</summary>
public sealed class Cropping2DAttribute : LayerAttribute
{
    /// <summary>The same at all sides.</summary>
    public Cropping2DAttribute(int cropping = 1)
        : this(cropping, cropping)
    {
    }

    /// <summary>Rows above and below, columns left and right.</summary>
    public Cropping2DAttribute(int vertical, int horizontal)
        : this(vertical, vertical, horizontal, horizontal)
    {
    }

    /// <summary>Each side its own.</summary>
    public Cropping2DAttribute(int top, int bottom, int left, int right) => (Top, Bottom, Left, Right) = (top, bottom, left, right);

    /// <summary>Rows above, at least 0.</summary>
    public int Top { get; }

    /// <summary>Rows below, at least 0.</summary>
    public int Bottom { get; }

    /// <summary>Columns at the left, at least 0.</summary>
    public int Left { get; }

    /// <summary>Columns at the right, at least 0.</summary>
    public int Right { get; }
}

namespace NetCompiler;

/// <summary>How a picture of other proportions becomes an input.</summary>
public enum PictureFit
{
    /// <summary>Its height and width are scaled apart, so that all of it is seen, out of proportion.</summary>
    Stretch,

    /// <summary>It is scaled until it covers the input; what juts out on two sides is cut off.</summary>
    Crop,

    /// <summary>It is scaled until it fits into the input; the rest is <see cref="PicturePlan.Background"/>.</summary>
    Pad,
}

namespace NetCompiler;

/// <summary>What lies beyond an image's edge when it is moved; Keras' <c>fill_mode</c>. Shown for a row a b c d.</summary>
public enum FillMode
{
    /// <summary>Mirrored at the edge: d c b a | a b c d | d c b a.</summary>
    Reflect,

    /// <summary>One value everywhere: k k k k | a b c d | k k k k.</summary>
    Constant,

    /// <summary>From the other side: a b c d | a b c d | a b c d.</summary>
    Wrap,

    /// <summary>The pixel at the edge: a a a a | a b c d | d d d d.</summary>
    Nearest,
}

/// <summary>Which ways an image may be flipped; Keras' <c>mode</c> of <c>RandomFlip</c>.</summary>
public enum FlipMode
{
    /// <summary>Left and right, and top and bottom, each by a draw of its own.</summary>
    HorizontalAndVertical,

    /// <summary>Left and right change places.</summary>
    Horizontal,

    /// <summary>Top and bottom change places.</summary>
    Vertical,
}

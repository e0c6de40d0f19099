namespace NetCompiler;

/// <summary>How a text becomes tokens, as Keras' <c>split</c>.</summary>
public enum TextSplit
{
    /// <summary>At runs of white space of ASCII.</summary>
    Whitespace,

    /// <summary>Each character of Unicode is a token.</summary>
    Character,

    /// <summary>The whole text is one token.</summary>
    None,
}

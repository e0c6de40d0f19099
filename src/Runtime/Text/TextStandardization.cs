namespace NetCompiler;

/// <summary>What is done to a text before it is split, as Keras' <c>standardize</c>.</summary>
public enum TextStandardization
{
    /// <summary>
    /// Letters A to Z become small ones, and the 32 marks of punctuation of ASCII are taken out. Other characters stay, as in Keras.
    /// </summary>
    LowerAndStripPunctuation,

    /// <summary>Letters A to Z become small ones.</summary>
    Lower,

    /// <summary>The 32 marks of punctuation of ASCII are taken out.</summary>
    StripPunctuation,

    /// <summary>Nothing.</summary>
    None,
}

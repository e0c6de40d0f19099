namespace NetCompiler;

/// <summary>What a text becomes, as Keras' <c>output_mode</c>.</summary>
public enum TextOutputMode
{
    /// <summary>The index of each token: 0 is padding, 1 an unknown token.</summary>
    Int,

    /// <summary>For each token of the vocabulary but the padding, 1 where the text has it and else 0.</summary>
    MultiHot,

    /// <summary>For each token of the vocabulary but the padding, how often the text has it.</summary>
    Count,

    /// <summary>
    /// For each token of the vocabulary but the padding, how often the text has it, times log(1 + documents / (1 + documents that have the token));
    /// unknown tokens have the mean of these weights.
    /// </summary>
    TfIdf,
}

namespace NetCompiler;

/// <summary>A side of a sequence, as Keras' <c>padding</c> and <c>truncating</c> name it.</summary>
public enum SequenceSide
{
    /// <summary>Before its first step.</summary>
    Pre,

    /// <summary>Behind its last step.</summary>
    Post,
}

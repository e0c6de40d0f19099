namespace NetCompiler.Onnx;

/// <summary>Which value an attribute has; the numbers are those of the format.</summary>
public enum OnnxAttributeType
{
    /// <summary>Not said.</summary>
    Undefined = 0,

    /// <summary>A float.</summary>
    Float = 1,

    /// <summary>A whole number.</summary>
    Int = 2,

    /// <summary>A text.</summary>
    Text = 3,

    /// <summary>A tensor.</summary>
    Tensor = 4,

    /// <summary>A graph, such as a branch.</summary>
    Graph = 5,

    /// <summary>Floats.</summary>
    Floats = 6,

    /// <summary>Whole numbers.</summary>
    Ints = 7,

    /// <summary>Texts.</summary>
    Texts = 8,

    /// <summary>Tensors, graphs, types or sparse tensors, whose value is not kept.</summary>
    Other = 9,
}

namespace NetCompiler.Onnx;

/// <summary>An argument of a node that is known before the model runs. Which of the values it has is said by its type.</summary>
/// <param name="Name">The name, unique in its node.</param>
/// <param name="Type">Which value it has.</param>
public sealed record OnnxAttribute(string Name, OnnxAttributeType Type)
{
    /// <summary>The float of type <see cref="OnnxAttributeType.Float"/>.</summary>
    public float Float { get; init; }

    /// <summary>The whole number of type <see cref="OnnxAttributeType.Int"/>.</summary>
    public long Int { get; init; }

    /// <summary>The text of type <see cref="OnnxAttributeType.Text"/>, in UTF-8 where it is a text.</summary>
    public ReadOnlyMemory<byte> Text { get; init; }

    /// <summary>The tensor of type <see cref="OnnxAttributeType.Tensor"/>.</summary>
    public OnnxTensor? Tensor { get; init; }

    /// <summary>The graph of type <see cref="OnnxAttributeType.Graph"/>.</summary>
    public OnnxGraph? Graph { get; init; }

    /// <summary>The floats of type <see cref="OnnxAttributeType.Floats"/>.</summary>
    public IReadOnlyList<float> Floats { get; init; } = [];

    /// <summary>The whole numbers of type <see cref="OnnxAttributeType.Ints"/>.</summary>
    public IReadOnlyList<long> Ints { get; init; } = [];

    /// <summary>The texts of type <see cref="OnnxAttributeType.Texts"/>.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>> Texts { get; init; } = [];

    /// <summary>A float.</summary>
    public static OnnxAttribute Of(string name, float value) => new(name, OnnxAttributeType.Float) { Float = value };

    /// <summary>A whole number.</summary>
    public static OnnxAttribute Of(string name, long value) => new(name, OnnxAttributeType.Int) { Int = value };

    /// <summary>A text.</summary>
    public static OnnxAttribute Of(string name, string value) =>
        new(name, OnnxAttributeType.Text) { Text = System.Text.Encoding.UTF8.GetBytes(value) };

    /// <summary>A tensor.</summary>
    public static OnnxAttribute Of(string name, OnnxTensor value) => new(name, OnnxAttributeType.Tensor) { Tensor = value };

    /// <summary>A graph.</summary>
    public static OnnxAttribute Of(string name, OnnxGraph value) => new(name, OnnxAttributeType.Graph) { Graph = value };

    /// <summary>Whole numbers.</summary>
    public static OnnxAttribute Of(string name, params long[] values) => new(name, OnnxAttributeType.Ints) { Ints = values };

    /// <summary>Floats.</summary>
    public static OnnxAttribute Of(string name, params float[] values) => new(name, OnnxAttributeType.Floats) { Floats = values };
}

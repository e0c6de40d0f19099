namespace NetCompiler.Onnx.Import;

/// <summary>Which inputs are images with the channels first.</summary>
internal static class ImageInputs
{
    private static readonly string[] OfImages =
    [
        "Conv", "ConvTranspose", "MaxPool", "AveragePool", "GlobalAveragePool", "GlobalMaxPool", "BatchNormalization", "InstanceNormalization",
        "LRN", "GroupNormalization", "Resize", "Upsample", "DepthToSpace", "SpaceToDepth",
    ];

    private static readonly string[] OfElements =
    [
        "Add", "Sub", "Mul", "Div", "Relu", "LeakyRelu", "PRelu", "Sigmoid", "Tanh", "Clip", "Pad", "Cast", "Identity", "Concat", "Neg", "Abs",
    ];

    /// <summary>Whether what first does more than change elements takes images.</summary>
    public static bool Is(OnnxGraph graph, string input)
    {
        var followed = new HashSet<string>(StringComparer.Ordinal) { input };
        foreach (OnnxNode node in graph.Nodes.Where(node => node.Inputs.Any(followed.Contains)))
        {
            if (OfImages.Contains(node.Operation))
            {
                return followed.Contains(node.Inputs[0]);
            }

            if (OfElements.Contains(node.Operation))
            {
                followed.UnionWith(node.Outputs);
            }
        }

        return false;
    }
}

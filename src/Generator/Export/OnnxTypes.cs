namespace NetCompiler.Generator.Export;

/// <summary>ONNX' numbers of types of elements.</summary>
internal static class OnnxTypes
{
    public const int Float = 1;
    public const int Int32 = 6;
    public const int Int64 = 7;
    public const int Bool = 9;

    public static OnnxAttribute To(int type) => OnnxAttribute.Int("to", type);
}

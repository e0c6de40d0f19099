namespace NetCompiler.Onnx.Wire;

/// <summary>How a field's value is written. Groups, 3 and 4, are in no ONNX file.</summary>
internal enum WireType
{
    Varint = 0,
    Fixed64 = 1,
    Bytes = 2,
    Fixed32 = 5,
}

using NetCompiler.Onnx.Wire;

namespace NetCompiler.Onnx.Reading;

/// <summary>Names, types and shapes of values.</summary>
internal static class ValueInfoReader
{
    public static OnnxValueInfo Read(WireReader reader)
    {
        var info = new OnnxValueInfo("", OnnxElementType.Undefined, null);
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 1: info = info with { Name = reader.Text() }; break;
                case 2: info = Type(reader.Message(), info); break;
                default: reader.Skip(); break;
            }
        }

        return info;
    }

    /// <summary>Of the kinds of types only that of tensors, field 1, says something.</summary>
    private static OnnxValueInfo Type(WireReader reader, OnnxValueInfo info)
    {
        while (reader.Next())
        {
            if (reader.Field == 1)
            {
                info = TensorType(reader.Message(), info);
            }
            else
            {
                reader.Skip();
            }
        }

        return info;
    }

    private static OnnxValueInfo TensorType(WireReader reader, OnnxValueInfo info)
    {
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 1: info = info with { Type = TensorReader.ElementType(reader) }; break;
                case 2: info = info with { Shape = Shape(reader.Message()) }; break;
                default: reader.Skip(); break;
            }
        }

        return info;
    }

    private static List<OnnxDimension> Shape(WireReader reader)
    {
        List<OnnxDimension> shape = [];
        while (reader.Next())
        {
            if (reader.Field == 1)
            {
                shape.Add(Dimension(reader.Message()));
            }
            else
            {
                reader.Skip();
            }
        }

        return shape;
    }

    private static OnnxDimension Dimension(WireReader reader)
    {
        long? size = null;
        string? name = null;
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 1: size = reader.Int64(); break;
                case 2: name = reader.Text(); break;
                default: reader.Skip(); break;
            }
        }

        // Writers put -1 where they mean that it is not known.
        return new OnnxDimension(size is >= 0 ? size : null, string.IsNullOrEmpty(name) ? null : name);
    }
}

using System.Buffers.Binary;
using NetCompiler.Onnx.Wire;

namespace NetCompiler.Onnx.Reading;

/// <summary>Tensors of a file. However a file writes the elements, they become little-endian bytes, where possible those of the file.</summary>
internal sealed class TensorReader(ExternalData? external)
{
    private const int MostAxes = 64, Beside = 1;

    public OnnxTensor Read(WireReader reader)
    {
        int start = reader.Position;
        var tensor = new TensorDraft();
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 1: reader.AddInt64(tensor.Dimensions); break;
                case 2: tensor.Type = ElementType(reader); break;
                case 4: tensor.AddBytes(reader.FixedBytes(sizeof(float))); break;
                case 5 or 7 or 11: reader.AddInt64(tensor.Numbers); break;
                case 6: tensor.Texts.Add(reader.Bytes()); break;
                case 8: tensor.Name = reader.Text(); break;
                case 9: tensor.AddBytes(reader.Bytes()); break;
                case 10: tensor.AddBytes(reader.FixedBytes(sizeof(double))); break;
                case 13: (string key, string value) = ModelReader.Pair(reader.Message()); tensor.Place[key] = value; break;
                case 14: tensor.Location = reader.Int64(); break;
                default: reader.Skip(); break;
            }
        }

        return Finish(tensor, problem => reader.Error(start, problem));
    }

    public static OnnxElementType ElementType(WireReader reader)
    {
        int start = reader.Position;
        long type = reader.Int64();
        return type is >= 0 and <= (long)OnnxElementType.Int4
            ? (OnnxElementType)type
            : throw reader.Error(start, $"expected a type of elements from 0 to {(int)OnnxElementType.Int4}, but found {type}.");
    }

    public static void AddSingles(ReadOnlySpan<byte> bytes, List<float> values)
    {
        for (; bytes.Length > 0; bytes = bytes[sizeof(float)..])
        {
            values.Add(BinaryPrimitives.ReadSingleLittleEndian(bytes));
        }
    }

    private OnnxTensor Finish(TensorDraft tensor, Func<string, ModelFileException> error)
    {
        string name = Listing.Cut(tensor.Name, 100);
        string shape = $"[{Listing.FirstOf(tensor.Dimensions)}]";
        if (tensor.Dimensions.Count > MostAxes)
        {
            throw error($"expected at most {MostAxes} axes, but the tensor '{name}' has {tensor.Dimensions.Count}.");
        }

        long count = OnnxTensor.CountOf(tensor.Dimensions)
            ?? throw error($"expected sizes from 0 whose product is at most {int.MaxValue}, but the shape of the tensor '{name}' is {shape}.");
        if (tensor.Type is OnnxElementType.Undefined)
        {
            throw error($"expected a type of elements, but the tensor '{name}' has none.");
        }

        if (tensor.Type is OnnxElementType.String)
        {
            return tensor.Texts.Count == count
                ? new OnnxTensor(tensor.Name, tensor.Type, tensor.Dimensions, default) { Texts = tensor.Texts }
                : throw error($"expected {count} texts for the shape {shape} of the tensor '{name}', but found {tensor.Texts.Count}.");
        }

        long expected = tensor.Type.Bytes(count);
        ReadOnlyMemory<byte> data = tensor.Location == Beside ? Outside(tensor, expected, error) : tensor.Bytes();
        return data.Length == expected
            ? new OnnxTensor(tensor.Name, tensor.Type, tensor.Dimensions, data)
            : throw error($"expected {expected} bytes for the shape {shape} of the tensor '{name}' of {tensor.Type}, but found {data.Length}.");
    }

    private ReadOnlyMemory<byte> Outside(TensorDraft tensor, long bytes, Func<string, ModelFileException> error) => external is null
        ? throw error($"expected all data within the model, but that of '{Listing.Cut(tensor.Name, 100)}' is in another file.")
        : external.Take(tensor.Place, bytes, error);
}

using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Loops;
using NetCompiler.Generator.Tests.Lowering;
using NetCompiler.Numerics;

namespace NetCompiler.Generator.Tests.Loops;

/// <summary>Runs a kernel on arrays, and judges what is emitted for it.</summary>
internal sealed class KernelInterpreter : PlaceInterpreter
{
    private readonly Dictionary<string, float[]> _vectors = [];
    private readonly Dictionary<string, float> _scalars = [];
    private readonly float[][] _buffers;
    private readonly LaneArithmetic _arithmetic;

    private KernelInterpreter(Kernel kernel, float[][] buffers, int count, LaneArithmetic arithmetic)
        : base(kernel, buffers.Select(b => b.LongLength), count) => (_buffers, _arithmetic) = (buffers, arithmetic);

    /// <param name="buffers">One for each of the kernel's, with as many floats as may be touched.</param>
    /// <param name="arithmetic">Of the vectors; fused when null.</param>
    public static void Run(Kernel kernel, float[][] buffers, int count, LaneArithmetic? arithmetic = null) =>
        new KernelInterpreter(
            kernel, kernel.Block is { } block ? [.. buffers, new float[block.Fixed]] : buffers, count, arithmetic ?? LaneArithmetic.Fused)
            .Run(kernel.Body);

    protected override void Compute(Stmt statement)
    {
        switch (statement)
        {
            case LetVector let:
                _vectors[let.Name] = Vector(let.Value);
                break;
            case SetVector set:
                _ = _vectors[set.Name];
                _vectors[set.Name] = Vector(set.Value);
                break;
            case LetScalar let:
                _scalars[let.Name] = Scalar(let.Value);
                break;
            case SetScalar set:
                _ = _scalars[set.Name];
                _scalars[set.Name] = Scalar(set.Value);
                break;
            case StoreVector store:
                Vector(store.Value).CopyTo(Floats(store.Place, Lanes));
                break;
            case StoreScalar store:
                float value = Scalar(store.Value);
                Floats(store.Place, 1)[0] = value;
                break;
            case Fill fill:
                Floats(fill.Place, Value(fill.Floats)).Fill(fill.Value);
                break;
            default:
                throw new NotSupportedException(statement.GetType().Name);
        }
    }

    private Span<float> Floats(Place place, long floats)
    {
        (int buffer, int offset) = Find(place, floats);
        return _buffers[buffer].AsSpan(offset, (int)floats);
    }

    private float[] Map(Func<int, float> lane) => [.. Enumerable.Range(0, Lanes).Select(lane)];

    private float[] Vector(Vec vector)
    {
        switch (vector)
        {
            case VectorName name:
                return _vectors[name.Name];
            case VectorLoad load:
                return Floats(load.Place, Lanes).ToArray();
            case VectorBroadcast load:
                float value = Floats(load.Place, 1)[0];
                return Map(_ => value);
            case VectorConst constant:
                return Map(_ => constant.Value);
            case VectorSplat splat:
                return Map(_ => _scalars[splat.Name]);
            case VectorIota iota:
                return Map(k => (float)Value(iota.Start) + (iota.Step * k));
            case VectorUnary unary:
                float[] operand = Vector(unary.Operand);
                return Map(k => _arithmetic.Unary(unary.Kind, operand[k]));
            case VectorBinary binary:
                (float[] left, float[] right) = (Vector(binary.Left), Vector(binary.Right));
                return Map(k => Elementary.Binary(binary.Kind, left[k], right[k]));
            case VectorMultiplyAdd fused:
                (float[] x, float[] y, float[] z) = (Vector(fused.A), Vector(fused.B), Vector(fused.C));
                return Map(k => _arithmetic.MultiplyAdd(x[k], y[k], z[k]));
            case VectorSelect select:
                (float[] a, float[] b, float[] then, float[] otherwise) =
                    (Vector(select.Left), Vector(select.Right), Vector(select.Then), Vector(select.Else));
                return Map(k => Elementary.Compare(select.Kind, a[k], b[k]) ? then[k] : otherwise[k]);
            default:
                throw new NotSupportedException(vector.GetType().Name);
        }
    }

    private float Scalar(Scalar scalar) => scalar switch
    {
        ScalarName name => _scalars[name.Name],
        ScalarLoad load => Floats(load.Place, 1)[0],
        ScalarConst constant => constant.Value,
        ScalarIndex index => Value(index.Value),
        ScalarUnary unary => Elementary.Unary(unary.Kind, Scalar(unary.Operand)),
        ScalarBinary binary => Elementary.Binary(binary.Kind, Scalar(binary.Left), Scalar(binary.Right)),
        ScalarMultiplyAdd fused => MathScalar.MultiplyAdd(Scalar(fused.A), Scalar(fused.B), Scalar(fused.C)),
        ScalarSelect select => Elementary.Compare(select.Kind, Scalar(select.Left), Scalar(select.Right)) ? Scalar(select.Then) : Scalar(select.Else),
        HorizontalReduce reduce => Join(reduce.Kind, _vectors[reduce.Vector]),
        _ => throw new NotSupportedException(scalar.GetType().Name),
    };

    private static float Join(BinaryKind kind, float[] v)
    {
        float Pair(float a, float b) => Elementary.Binary(kind, a, b);
        return Pair(Pair(Pair(v[0], v[4]), Pair(v[2], v[6])), Pair(Pair(v[1], v[5]), Pair(v[3], v[7])));
    }
}

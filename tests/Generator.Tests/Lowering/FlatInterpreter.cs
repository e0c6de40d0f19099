using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Graph.Nodes;
using NetCompiler.Generator.Lowering;

namespace NetCompiler.Generator.Tests.Lowering;

/// <summary>Walks a nest's box point by point, in the order of the indices and in float. Slow, and the judge of every lowering.</summary>
internal sealed class FlatInterpreter
{
    private readonly FlatNest _nest;
    private readonly float[][] _buffers;
    private readonly int[] _extents;

    private FlatInterpreter(FlatNest nest, float[][] buffers, int count)
    {
        (_nest, _buffers) = (nest, buffers);
        _extents = [.. nest.Box.Select(a => a.Extent == TensorGraph.Batch ? count : (int)a.Extent)];
    }

    /// <summary>Writes the target's elements; returns their offsets.</summary>
    public static HashSet<int> Run(FlatNest nest, float[][] buffers, int count) => new FlatInterpreter(nest, buffers, count).Run();

    private bool Scatters => _nest.Combine == Combine.Sum && _nest.Elements.Count == 0 && _nest.Target.Offset.Terms.Count > 0;

    private HashSet<int> Run()
    {
        var written = new HashSet<int>();
        float[] target = _buffers[_nest.Target.Buffer];
        if (Scatters && !_nest.Accumulate)
        {
            Array.Clear(target);
        }

        foreach (int[] element in Points(i => Scatters || _nest.Combine == Combine.Assign || _nest.Elements.Contains(i), new int[_extents.Length]))
        {
            if (!Inside(_nest.Target, element))
            {
                continue;
            }

            int offset = Value(_nest.Target.Offset, element);
            written.Add(offset);
            target[offset] = Scatters ? target[offset] + Evaluate(_nest.Body, element, 0) : Element(element, target[offset]);
        }

        return written;
    }

    private float Element(int[] element, float before)
    {
        if (_nest.Combine == Combine.Assign)
        {
            return Finish(Evaluate(_nest.Body, element, 0), element);
        }

        (float sum, float best, int number, float largest) = (0f, float.NegativeInfinity, 0, 0f);
        foreach (int[] point in Points(i => !_nest.Elements.Contains(i), element))
        {
            float value = Evaluate(_nest.Body, point, 0);
            sum += value;
            (best, largest) = value > best || (float.IsNaN(value) && !float.IsNaN(best)) ? (value, number) : (best, largest);
            number++;
        }

        return Finish(_nest.Combine switch { Combine.Sum => _nest.Accumulate ? before + sum : sum, Combine.Max => best, _ => largest }, element);
    }

    private float Finish(float value, int[] element) => _nest.Epilogue is null ? value : Evaluate(_nest.Epilogue, element, value);

    private IEnumerable<int[]> Points(Func<int, bool> free, int[] start)
    {
        int[] point = (int[])start.Clone();
        while (true)
        {
            yield return point;
            int axis = point.Length - 1;
            for (; axis >= 0; axis--)
            {
                if (free(axis) && ++point[axis] < _extents[axis])
                {
                    break;
                }

                point[axis] = free(axis) ? 0 : point[axis];
            }

            if (axis < 0)
            {
                yield break;
            }
        }
    }

    private static int Value(Affine form, int[] point) => (int)(form.Constant + form.Terms.Sum(t => t.Coefficient * point[t.Index]));

    private static bool Inside(FlatAccess access, int[] point) =>
        access.Guards.All(g => Value(g.Value, point) is var value && value >= 0 && value < g.Extent);

    private float Evaluate(Expr expression, int[] point, float accumulator)
    {
        float At(Expr inner) => Evaluate(inner, point, accumulator);
        return expression switch
        {
            LoadExpr load => _nest.Accesses[load.Node] is var access && Inside(access, point)
                ? _buffers[access.Buffer][Value(access.Offset, point)]
                : load.Fill,
            ConstExpr constant => constant.Value,
            IndexExpr index => Value(index.Value, point),
            AccumulatorExpr => accumulator,
            UnaryExpr unary => Elementary.Unary(unary.Kind, At(unary.Operand)),
            BinaryExpr binary => Elementary.Binary(binary.Kind, At(binary.Left), At(binary.Right)),
            SelectExpr select => Elementary.Compare(select.Kind, At(select.Left), At(select.Right)) ? At(select.Then) : At(select.Else),
            _ => throw new ArgumentOutOfRangeException(nameof(expression)),
        };
    }
}

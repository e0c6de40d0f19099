using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace NetCompiler;

/// <summary>
/// Euclidean norms of the gradients of whole parameters: of each one, or of all together. Squares are added in double within blocks of the arena,
/// and the blocks' sums in their order, so that whoever has a block can sum it.
/// </summary>
internal sealed class GradientNorms
{
    /// <summary>Floats of a block.</summary>
    public const int Block = 512;

    private readonly (int First, int Floats, int Norm)[] _parts;
    private readonly double[] _sums;
    private readonly double[] _norms;

    // Where each rank's parts begin, and the ranks that this is of.
    private int[] _bounds = [];
    private ParameterShards? _shards;

    private GradientNorms(IEnumerable<(int First, int End)> ranges)
    {
        (int First, int End)[] all = [.. ranges];
        _parts = [.. all.SelectMany((range, norm) => Cut(range.First, range.End, norm))];
        _sums = GC.AllocateArray<double>(_parts.Length, pinned: true);
        _norms = new double[all.Length];
    }

    /// <summary>A norm for each whole parameter.</summary>
    public static GradientNorms OfEach(ParameterDescription[] parameters) => new(parameters
        .Where(parameter => parameter.Trainable && !parameter.SparseUpdates)
        .Select(parameter => (parameter.Offset, parameter.Offset + parameter.Layout.Floats)));

    /// <summary>One norm of all.</summary>
    public static GradientNorms OfAll(int floats) => new([(0, floats)]);

    /// <summary>Computes the norms.</summary>
    /// <param name="gradients">In the arena's order; of a rank, those of its range are looked at.</param>
    /// <param name="shards">This rank's range; null for all.</param>
    /// <returns>The sum of squares of each norm, which <see cref="Scale"/> reads; the caller may add to it.</returns>
    public unsafe Span<double> Squares(ReadOnlySpan<float> gradients, ParameterShards? shards)
    {
        (int first, int end) = PartsOf(shards);
        for (int i = first; i < end; i++)
        {
            _sums[i] = SumOfSquares(gradients.Slice(_parts[i].First, _parts[i].Floats));
        }

        if (shards is not null)
        {
            shards.Group.AddAllGather((float*)Marshal.UnsafeAddrOfPinnedArrayElement(_sums, 0), _bounds, sizeof(double) / sizeof(float));
            shards.Group.Run();
        }

        Array.Clear(_norms);
        for (int i = 0; i < _parts.Length; i++)
        {
            _norms[_parts[i].Norm] += _sums[i];
        }

        return _norms;
    }

    /// <summary>Brings the gradients of each norm above the limit down to it, within the rank's range.</summary>
    public void Scale(Span<float> gradients, float limit, ParameterShards? shards)
    {
        (int first, int end) = PartsOf(shards);
        for (int i = first; i < end; i++)
        {
            GradientClipping.Scale(gradients.Slice(_parts[i].First, _parts[i].Floats), GradientClipping.Factor(_norms[_parts[i].Norm], limit));
        }
    }

    /// <summary>In sixteen chains, so that an addition need not wait for the one before it; then their lanes in order.</summary>
    public static double SumOfSquares(ReadOnlySpan<float> gradients)
    {
        Vector256<double> first = default, second = default, third = default, fourth = default;
        int i = 0;
        for (; i <= gradients.Length - 16; i += 16)
        {
            (Vector256<double> a, Vector256<double> b) = Vector256.Widen(Vector256.Create(gradients.Slice(i, 8)));
            (Vector256<double> c, Vector256<double> d) = Vector256.Widen(Vector256.Create(gradients.Slice(i + 8, 8)));
            first += a * a;
            second += b * b;
            third += c * c;
            fourth += d * d;
        }

        Vector256<double> lanes = first + second + (third + fourth);
        double sum = lanes[0] + lanes[1] + lanes[2] + lanes[3];
        for (; i < gradients.Length; i++)
        {
            sum += (double)gradients[i] * gradients[i];
        }

        return sum;
    }

    private (int First, int End) PartsOf(ParameterShards? shards)
    {
        if (shards is null)
        {
            return (0, _parts.Length);
        }

        if (_shards != shards)
        {
            (_shards, _bounds) = (shards, Array.ConvertAll(shards.Bounds, bound => _parts.Count(part => part.First < bound)));
        }

        return (_bounds[shards.Group.Rank], _bounds[shards.Group.Rank + 1]);
    }

    private static IEnumerable<(int First, int Floats, int Norm)> Cut(int first, int end, int norm)
    {
        while (first < end)
        {
            int next = Math.Min(end, (first / Block * Block) + Block);
            yield return (first, next - first, norm);
            first = next;
        }
    }
}

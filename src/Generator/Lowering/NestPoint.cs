using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Loops;

namespace NetCompiler.Generator.Lowering;

/// <summary>What the names of a value are: of the scalar, of the vector, or of both.</summary>
internal readonly record struct ValueNames(string? Scalar, string? Vector);

/// <summary>
/// A place in the walk over a box: which indices are set and to what, and which values have names there. One index may stand for
/// several vectors side by side; vector k lies 8 * k further.
/// </summary>
internal sealed class NestPoint
{
    private readonly Offset?[] _indices;
    private readonly (long Least, long Most)[] _ranges;
    private readonly Place[] _places;
    private readonly Dictionary<(int Value, int Vector), ValueNames> _names;
    private readonly HashSet<Guard> _open;

    /// <summary>The point at which no index is set.</summary>
    public NestPoint(NestForm form)
    {
        _indices = new Offset?[form.Axes.Count];
        _ranges = [.. form.Axes.Select(a => (0L, a.Last))];
        _places = [.. form.Accesses.Select(a => new Place(form.Nest.Buffers[a.Buffer].Name, a.Offset.Constant))];
        (_names, _open) = ([], []);
    }

    private NestPoint(NestPoint other)
    {
        _indices = [.. other._indices];
        _ranges = [.. other._ranges];
        _places = [.. other._places];
        _names = new(other._names);
        _open = [.. other._open];
        (Vectors, OnEdge, Accumulators, Numbers) = (other.Vectors, other.OnEdge, other.Accumulators, other.Numbers);
    }

    /// <summary>Vectors side by side; 0: the point is a scalar one.</summary>
    public int Vectors { get; private set; }

    /// <summary>Whether some loop around is the edge of a split one.</summary>
    public bool OnEdge { get; private set; }

    /// <summary>Names of the accumulators, one for every vector.</summary>
    public string[] Accumulators { get; set; } = [];

    /// <summary>For ArgMax: names of the best points' numbers.</summary>
    public string[] Numbers { get; set; } = [];

    public NestPoint Copy() => new(this);

    /// <summary>The point with one more index set.</summary>
    public NestPoint Bind(NestForm form, int axis, Offset index, (long Least, long Most) range, int vectors = 0, bool edge = false)
    {
        var bound = new NestPoint(this);
        bound._indices[axis] = index;
        bound._ranges[axis] = range;
        for (int access = 0; access < _places.Length; access++)
        {
            bound._places[access] = _places[access].Plus(index.Times(form.Accesses[access].Offset[axis]));
        }

        (bound.Vectors, bound.OnEdge) = (System.Math.Max(Vectors, vectors), OnEdge || edge);
        return bound;
    }

    public bool IsSet(int axis) => _indices[axis] is not null;

    public (long Least, long Most) Range(int axis) => _ranges[axis];

    public Place PlaceOf(int access) => _places[access];

    public void Move(int access, Place place) => _places[access] = place;

    public Offset ValueOf(Affine form) => form.At(_indices);

    public bool TryGetNames(int value, int vector, out ValueNames names) => _names.TryGetValue((value, vector), out names);

    public void Name(int value, int vector, ValueNames names) => _names[(value, vector)] = names;

    /// <summary>From here on the guard holds.</summary>
    public void Open(Guard guard) => _open.Add(guard);

    /// <summary>Whether the guard holds at every point behind this one.</summary>
    public bool Holds(Guard guard) => _open.Contains(guard) || (NeverNegative(guard) && NeverBeyond(guard));

    /// <summary>Whether it fails at every point behind this one.</summary>
    public bool Fails(Guard guard)
    {
        (long least, long most) = NestForm.RangeOf(guard.Value, Range);
        return !_open.Contains(guard) && (most < 0 || least >= guard.Extent);
    }

    public bool NeverNegative(Guard guard) => NestForm.RangeOf(guard.Value, Range).Least >= 0;

    public bool NeverBeyond(Guard guard) => NestForm.RangeOf(guard.Value, Range).Most < guard.Extent;

    /// <summary>Whether every index that the guard names is set.</summary>
    public bool Knows(Guard guard) => guard.Value.Terms.All(t => IsSet(t.Index));
}

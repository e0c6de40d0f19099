using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Loops;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Lowering.Contractions;

/// <summary>Names of the vectors of A and B in one scope; bound at the first step, set again at the others.</summary>
internal sealed class StepNames
{
    private readonly Dictionary<string, string> _bound = [];

    /// <summary>Puts a value under the stem's name.</summary>
    public VectorName Put(string stem, Vec value, NestNames names, List<Stmt> body)
    {
        if (_bound.TryGetValue(stem, out string? name))
        {
            body.Add(new SetVector(name, value));
        }
        else
        {
            _bound[stem] = name = names.New(stem);
            body.Add(new LetVector(name, value));
        }

        return new(name);
    }
}

/// <summary>The accumulators of a tile, a row after the other, and the step that adds one product to each.</summary>
internal sealed class TileSums
{
    private readonly bool _elementwise;
    private readonly NestNames _names;

    public TileSums(ContractionForm form, List<long[]> rows, List<long[]> vectors, NestNames names)
    {
        (_elementwise, _names, Rows, Vectors) = (form.Elementwise, names, rows, vectors);
        All = [.. rows.SelectMany(row => vectors.Select(vector => (names.New("sum"), row.Zip(vector, (a, b) => a + b).ToArray())))];
    }

    /// <summary>The shift of each access from the first row.</summary>
    public List<long[]> Rows { get; }

    /// <summary>The shift of each access from the first vector of a row.</summary>
    public List<long[]> Vectors { get; }

    /// <summary>Names, and the shift of each access from the tile's first element.</summary>
    public List<(string Name, long[] Shift)> All { get; }

    /// <summary>Adds the product at a place, A and B being some floats further.</summary>
    public void Step(ContractionPoint point, long moveA, long moveB, StepNames names, List<Stmt> body)
    {
        (int rows, int vectors) = (Rows.Count, Vectors.Count);
        Vec B(int vector) => new VectorLoad(point[ContractionForm.B, moveB + All[vector].Shift[ContractionForm.B]]);
        var columns = Enumerable.Range(0, vectors)
            .Select(v => rows == 1 ? B(v) : names.Put("b" + Invariant.Text(v) + "v", B(v), _names, body)).ToList();
        for (int row = 0; row < rows; row++)
        {
            Place first = point[ContractionForm.A, moveA + All[row * vectors].Shift[ContractionForm.A]];
            Vec? broadcast = _elementwise ? null
                : vectors == 1 ? (Vec)new VectorBroadcast(first) : names.Put("a", new VectorBroadcast(first), _names, body);
            for (int v = 0; v < vectors; v++)
            {
                (string name, long[] shift) = All[(row * vectors) + v];
                Vec a = broadcast ?? new VectorLoad(point[ContractionForm.A, moveA + shift[ContractionForm.A]]);
                body.Add(new SetVector(name, new VectorMultiplyAdd(a, columns[v], new VectorName(name))));
            }
        }
    }
}

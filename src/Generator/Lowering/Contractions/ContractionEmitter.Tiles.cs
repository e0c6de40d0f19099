using System;
using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Loops;

namespace NetCompiler.Generator.Lowering.Contractions;

/// <summary>The blocks of columns and rows, as shifts: floats by which each access moves from the tile's first row and vector.</summary>
internal sealed partial class ContractionEmitter
{
    /// <summary>Loops over blocks of vectors: of the lane's index, or where that is short, of the nearest column's.</summary>
    private void Columns(TileShape tile, ContractionPoint origin, List<Stmt> body, Action<ContractionPoint, List<long[]>, List<Stmt>> inside)
    {
        long run = _processor.Vectors(_form.Lane.Extent);
        List<long[]> lane = Along(_form.Lane, Math.Min(run, tile.Vectors), _processor.Lanes);
        ContractionAxis? across = run < tile.Vectors && _form.Columns.Count > 0 ? _form.Columns[_form.Columns.Count - 1] : null;
        Loops([.. _form.Columns.Where(c => c != across)], origin, body, (point, statements) =>
        {
            if (across is null)
            {
                Blocks(run, tile.Vectors, statements, (from, to, size, s) =>
                    Loop(Scaled(_form.Lane, _processor.Lanes), from, to, size, point, s, (p, t) => inside(p, [.. lane.Take(size)], t)));
                return;
            }

            int together = (int)Math.Max(tile.Vectors / run, 1);
            Blocks(across.Extent, together, statements, (from, to, size, s) =>
                Loop(across, from, to, size, point, s, (p, t) => inside(p, Products(Along(across, size), lane), t)));
        });
    }

    /// <summary>Whole blocks, then what is left.</summary>
    private static void Blocks(long extent, int size, List<Stmt> body, Action<long, long, int, List<Stmt>> emit)
    {
        long whole = extent / size * size;
        if (whole > 0)
        {
            emit(0, whole, size, body);
        }

        if (whole < extent)
        {
            emit(whole, extent, (int)(extent - whole), body);
        }
    }

    private void StaticRows(List<ContractionAxis> inner, ContractionPoint point, List<long[]> vectors, List<Stmt> body)
    {
        if (inner.Count == 1)
        {
            long from = 0L;
            foreach ((int size, long pieces) in TileShape.Cut(inner[0].Extent, _tile.Rows))
            {
                long to = from + (size * pieces);
                Loop(inner[0], from, to, size, point, body, (p, s) => Tile(Along(inner[0], size), vectors, p, s));
                from = to;
            }

            return;
        }

        List<long[]> points =
            inner.Aggregate(new List<long[]> { new long[_form.Accesses.Count] }, (all, axis) => Products(all, Along(axis, axis.Extent)));
        int next = 0;
        foreach (int size in TileShape.Cut(points.Count, _tile.Rows).SelectMany(c => Enumerable.Repeat(c.Size, (int)c.Pieces)))
        {
            Tile([.. points.Skip(next).Take(size)], vectors, point, body);
            next += size;
        }
    }

    /// <summary>The shifts of the first steps of an index.</summary>
    private static List<long[]> Along(ContractionAxis axis, long steps, int stride = 1) =>
        [.. Enumerable.Range(0, (int)steps).Select(step => axis.Moves.Select(m => m * step * stride).ToArray())];

    private static List<long[]> Products(List<long[]> outer, List<long[]> inner) =>
        [.. outer.SelectMany(o => inner.Select(i => o.Zip(i, (a, b) => a + b).ToArray()))];

    /// <summary>The index, counted in vectors.</summary>
    private static ContractionAxis Scaled(ContractionAxis axis, int factor) => axis with { Moves = new(axis.Moves.Select(m => m * factor)) };
}

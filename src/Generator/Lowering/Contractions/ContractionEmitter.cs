using System;
using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Loops;

namespace NetCompiler.Generator.Lowering.Contractions;

/// <summary>ContractionForm and tile -> statements. This part: the loops around a tile, from samples to rows.</summary>
internal sealed partial class ContractionEmitter
{
    /// <summary>A sum of a gradient this long stays in registers; what is outside of it is added in memory.</summary>
    private const int ShortestInnerSum = 64;

    private const int LongestInnerSum = 512;

    /// <summary>
    /// Elementary functions that a kernel may have, and those that a tile of it may have side by side: many, or where the kernel has too many, few.
    /// </summary>
    private const int MostFunctions = 16, ManyOfTile = 8, FewOfTile = 2;

    private readonly ContractionForm _form;
    private readonly Processor _processor;
    private readonly TileShape _tile;
    private readonly NestNames _names;
    private readonly LoadExpr? _bias;
    private readonly List<Expr> _epilogue;
    private readonly List<ContractionAxis> _outerSums;
    private readonly List<ContractionAxis> _innerSums;
    private readonly ContractionBlocks _blocks;
    private readonly int _mostFunctions;

    private ContractionEmitter(ContractionForm form, Processor processor, TileShape tile, int mostFunctions)
    {
        (_form, _processor, _tile, _mostFunctions) = (form, processor, tile, mostFunctions);
        _names = new(form.Nest.Buffers.Select(b => b.Name));
        (_bias, Expr? rest) = ContractionEpilogue.Bias(form.Nest.Epilogue);
        _epilogue = ContractionEpilogue.Steps(rest);
        _innerSums = InnerSums(form);
        _outerSums = [.. form.Reductions.Except(_innerSums)];
        _blocks = new(_innerSums);
    }

    /// <summary>The statements, and the block of the stack that they need.</summary>
    public static (List<Stmt> Body, BufferSpec? Block) Run(ContractionForm form, Processor processor, TileShape tile)
    {
        (List<Stmt> Body, BufferSpec? Block) sideBySide = Run(form, processor, tile, ManyOfTile);
        int functions = 0;
        KernelParts.Visit(sideBySide.Body, node => functions += node is VectorUnary unary && ElementaryFunctions.Has(unary.Kind) ? 1 : 0);
        return functions <= MostFunctions ? sideBySide : Run(form, processor, tile, FewOfTile);
    }

    private static (List<Stmt> Body, BufferSpec? Block) Run(ContractionForm form, Processor processor, TileShape tile, int mostFunctions)
    {
        var body = new List<Stmt>();
        var emitter = new ContractionEmitter(form, processor, tile, mostFunctions);
        emitter.Emit(body);
        return (RemoveUnusedNames.Run(body), emitter._block);
    }

    /// <summary>
    /// A gradient sums over so many places that its operands would not stay in the cache: then the outer indices, which stand before all others,
    /// are added in memory. The order of the sum is the same.
    /// </summary>
    private static List<ContractionAxis> InnerSums(ContractionForm form)
    {
        var inner = new List<ContractionAxis>();
        long length = 1L;
        for (int i = form.Reductions.Count - 1; i >= 0; i--)
        {
            ContractionAxis axis = form.Reductions[i];
            if (form.Nest.Accumulate && length >= ShortestInnerSum && (axis.IsBatch || length * axis.Extent > LongestInnerSum))
            {
                break;
            }

            length *= Math.Max(axis.Extent, 1);
            inner.Insert(0, axis);
        }

        return inner;
    }

    private void Emit(List<Stmt> body)
    {
        // Several settings add to one element, or some elements have none.
        if (_form.Nest.Elements.Count == 0 && !_form.Nest.Accumulate)
        {
            FlatBuffer target = _form.Nest.Buffers[_form.Nest.Target.Buffer];
            Offset floats = target.PerSample == 0 ? target.Fixed : Offset.Of(NestNames.Count, target.PerSample, target.Fixed);
            body.Add(new Fill(new(target.Name, 0), floats, 0));
        }

        var rows = _form.Rows.OrderBy(r => r.IsBatch ? int.MinValue : -Math.Abs(r.A)).ToList();
        IEnumerable<ContractionAxis> around = _form.Shared.OrderBy(s => s.IsBatch ? 0 : 1).Concat(_outerSums).Concat(_form.Sequential);
        var origin = ContractionPoint.Origin(_form);
        if (rows.Count == 1 && rows[0].IsBatch)
        {
            EmitBySamples(rows[0], [.. around], origin, body);
            return;
        }

        IEnumerable<ContractionAxis> batch = rows.Where(r => r.IsBatch);
        List<ContractionAxis> inner = InnerRows([.. rows.Where(r => !r.IsBatch)]);
        IEnumerable<ContractionAxis> loops = batch.Concat(around).Concat(rows.Where(r => !r.IsBatch && !inner.Contains(r)));
        Loops([.. loops.OrderBy(a => a.IsBatch ? 0 : 1)], origin, body, (point, statements) =>
            Columns(_tile, point, statements, (p, vectors, s) => StaticRows(inner, p, vectors, s)));
    }

    /// <summary>The rows of a tile: the index with the smallest step in A, and more of them while they are few.</summary>
    private List<ContractionAxis> InnerRows(List<ContractionAxis> rows)
    {
        var inner = new List<ContractionAxis>();
        long points = 1L;
        for (int i = rows.Count - 1; i >= 0 && (points == 1 || (points < 4 && points * rows[i].Extent <= 32)); i--)
        {
            points *= rows[i].Extent;
            inner.Insert(0, rows[i]);
        }

        return inner;
    }

    /// <summary>
    /// Samples are the only rows. Few of them are taken one by one with many vectors; more in tiles, the last of which overlaps the one before, or,
    /// where
    /// a sum may be added only once, is cut into single rows.
    /// </summary>
    private void EmitBySamples(ContractionAxis samples, List<ContractionAxis> around, ContractionPoint origin, List<Stmt> body)
    {
        (List<Stmt> few, List<Stmt> many) = (new List<Stmt>(), new List<Stmt>());
        TileShape single = _tile.Single(_form, _processor);
        Loops([samples, .. around], origin, few, (point, statements) =>
            Columns(single, point, statements, (p, v, s) => Tile(Along(samples, 1), v, p, s)));
        if (around.Count > 0 || _form.AddsToTarget || _tile.Rows == 1)
        {
            body.AddRange(few);
            return;
        }

        Columns(_tile, origin, many, (point, vectors, statements) =>
        {
            (string first, string start) = (_names.New(samples.Name), _names.New("first"));
            var inner = new List<Stmt> { new LetIndex(start, Offset.Of(first), Offset.Of(NestNames.Count, 1, -_tile.Rows)) };
            ContractionPoint bound = point.At(samples, Offset.Of(start)).Bind(_names, inner);
            Tile(Along(samples, _tile.Rows), vectors, bound, inner);
            statements.Add(new For(first, 0, Offset.Of(NestNames.Count), _tile.Rows, new(inner)));
        });
        body.Add(new IfLess(Offset.Of(NestNames.Count), _tile.Rows, new(few)));
        body.Add(new IfLess(_tile.Rows - 1, Offset.Of(NestNames.Count), new(many)));
    }

    private void Loops(List<ContractionAxis> axes, ContractionPoint point, List<Stmt> body, Action<ContractionPoint, List<Stmt>> inside)
    {
        if (axes.Count == 0)
        {
            inside(point, body);
            return;
        }

        Loop(axes[0], 0, axes[0].IsBatch ? Offset.Of(NestNames.Count) : axes[0].Extent, 1, point, body, (p, s) =>
            Loops([.. axes.Skip(1)], p, s, inside));
    }

    private void Loop(ContractionAxis axis, Offset from, Offset to, int step, ContractionPoint point, List<Stmt> body,
        Action<ContractionPoint, List<Stmt>> inside)
    {
        if (from.Terms.Count == 0 && to.Terms.Count == 0 && to.Constant - from.Constant <= step)
        {
            if (to.Constant > from.Constant)
            {
                inside(point.At(axis, from), body);
            }

            return;
        }

        string variable = _names.New(axis.Name);
        var inner = new List<Stmt>();
        inside(point.At(axis, Offset.Of(variable)).Bind(_names, inner), inner);
        body.Add(new For(variable, from, to, step, new(inner)));
    }
}

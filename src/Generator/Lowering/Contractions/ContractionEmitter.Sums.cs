using System;
using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Loops;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Lowering.Contractions;

/// <summary>One tile: its sums in registers, the epilogue on them, the stores.</summary>
internal sealed partial class ContractionEmitter
{
    /// <summary>Longest unrolled part of a loop over samples.</summary>
    private const int SamplesAtOnce = 4;

    private int LongestRun => Math.Max(3 * _tile.Unroll / 2, 1);

    private void Tile(List<long[]> rows, List<long[]> vectors, ContractionPoint point, List<Stmt> body)
    {
        if (_blocks.IsCut)
        {
            TileInBlocks(rows, vectors, point, body);
            return;
        }

        TileSums sums = Begin(rows, vectors, shift => Bias(point, shift), body);
        Sum(_innerSums, point, sums, body, new());
        Finish(sums, point, body);
    }

    /// <summary>A long sum: the target holds the bias, then more and more of it; the epilogue comes last.</summary>
    private void TileInBlocks(List<long[]> rows, List<long[]> vectors, ContractionPoint point, List<Stmt> body)
    {
        if (!_form.AddsToTarget)
        {
            TileSums first = Begin(rows, vectors, shift => Bias(point, shift), body);
            Store(first, point, adds: false, body);
        }

        Loops(_blocks.Around, point, body, (p, s) => _blocks.Cut(p, s, Loop, Block));
        if (_epilogue.Count > 0)
        {
            TileSums sums = Begin(rows, vectors, shift => new VectorLoad(point[ContractionForm.Target, shift[ContractionForm.Target]]), body);
            Finish(sums, point, body);
        }

        void Block(List<ContractionAxis> axes, ContractionPoint at, List<Stmt> statements)
        {
            TileSums sums = Begin(rows, vectors, _ => new VectorConst(0), statements);
            Sum(axes, at, sums, statements, new());
            Store(sums, at, adds: true, statements);
        }
    }

    private TileSums Begin(List<long[]> rows, List<long[]> vectors, Func<long[], Vec> start, List<Stmt> body)
    {
        var sums = new TileSums(_form, rows, vectors, _names);
        body.AddRange(sums.All.Select(sum => new LetVector(sum.Name, start(sum.Shift))));
        return sums;
    }

    /// <summary>
    /// Puts sums into the target, or adds them: parts of a sum that is made in memory start from 0 each, as shorter chains round less.
    /// </summary>
    /// <param name="last">What is stored of a sum, by its name and shift; null for the sum.</param>
    private static void Store(TileSums sums, ContractionPoint point, bool adds, List<Stmt> body, Func<string, long[], Vec>? last = null)
    {
        foreach ((string name, long[] shift) in sums.All)
        {
            Place place = point[ContractionForm.Target, shift[ContractionForm.Target]];
            Vec sum = last?.Invoke(name, shift) ?? new VectorName(name);
            body.Add(new StoreVector(place, adds ? new VectorBinary(BinaryKind.Add, new VectorLoad(place), sum) : sum));
        }
    }

    private Vec Bias(ContractionPoint point, long[] shift) => _bias is null ? new VectorConst(0) : LoadAt(_bias, point, shift);

    private Vec LoadAt(LoadExpr load, ContractionPoint point, long[] shift)
    {
        int access = ContractionForm.FirstOfEpilogue + load.Node;
        Place place = point[access, shift[access]];
        return _form.Lane.Moves[access] == 1 ? new VectorLoad(place) : new VectorBroadcast(place);
    }

    /// <summary>The sum over reduced indices.</summary>
    private void Sum(List<ContractionAxis> axes, ContractionPoint point, TileSums sums, List<Stmt> body, StepNames names)
    {
        if (axes.Count == 0)
        {
            sums.Step(point, 0, 0, names, body);
            return;
        }

        (ContractionAxis axis, List<ContractionAxis> rest) = (axes[0], axes.Skip(1).ToList());
        if (axes.All(a => !a.IsBatch) && axes.Aggregate(1L, (product, a) => product * a.Extent) <= 2 * _tile.Unroll)
        {
            for (int index = 0; index < axis.Extent; index++)
            {
                Sum(rest, point.At(axis, index), sums, body, names);
            }
        }
        else if (rest.Count > 0)
        {
            Loop(axis, 0, axis.IsBatch ? Offset.Of(NestNames.Count) : axis.Extent, 1, point, body, (p, s) => Sum(rest, p, sums, s, new()));
        }
        else if (axis.IsBatch)
        {
            SumOverSamples(axis, point, sums, body);
        }
        else
        {
            SumOverRun(axis, point, sums, body, names);
        }
    }

    private void SumOverRun(ContractionAxis axis, ContractionPoint point, TileSums sums, List<Stmt> body, StepNames names)
    {
        long turns = axis.Extent <= LongestRun ? 0 : axis.Extent / _tile.Unroll;
        if (turns > 1)
        {
            point = point.Detach(ContractionForm.A, _names, body).Detach(ContractionForm.B, _names, body);
            var inner = new List<Stmt>();
            var innerNames = new StepNames();
            for (int step = 0; step < _tile.Unroll; step++)
            {
                sums.Step(point, step * axis.A, step * axis.B, innerNames, inner);
            }

            foreach ((int access, long move) in new[] { (ContractionForm.A, axis.A), (ContractionForm.B, axis.B) }.Where(m => m.Item2 != 0))
            {
                inner.Add(new MovePointer(point[access].Pointer, move * _tile.Unroll));
            }

            body.Add(new For(_names.New(axis.Name), 0, turns, 1, new(inner)));
        }

        for (int step = 0; step < axis.Extent - (turns > 1 ? turns * _tile.Unroll : 0); step++)
        {
            sums.Step(point, step * axis.A, step * axis.B, names, body);
        }
    }

    private void SumOverSamples(ContractionAxis axis, ContractionPoint point, TileSums sums, List<Stmt> body)
    {
        int unroll = Math.Min(_tile.Unroll, SamplesAtOnce);
        if (unroll == 1)
        {
            Loop(axis, 0, Offset.Of(NestNames.Count), 1, point, body, (p, s) => sums.Step(p, 0, 0, new(), s));
            return;
        }

        string first = _names.New(axis.Name);
        (List<Stmt> whole, List<Stmt> rest) = (new List<Stmt>(), new List<Stmt>());
        var names = new StepNames();
        ContractionPoint bound = point.At(axis, Offset.Of(first)).Bind(_names, whole);
        for (int step = 0; step < unroll; step++)
        {
            sums.Step(bound, step * axis.A, step * axis.B, names, whole);
        }

        Loop(axis, Offset.Of(first), Offset.Of(NestNames.Count), 1, point, rest, (p, s) => sums.Step(p, 0, 0, new(), s));
        var count = Offset.Of(NestNames.Count);
        body.Add(new For(first, 0, count, unroll, new(new Stmt[]
        {
            new IfLess(Offset.Of(first, 1, unroll - 1), count, new(whole)), new IfLess(count, Offset.Of(first, 1, unroll), new(rest)),
        })));
    }
}

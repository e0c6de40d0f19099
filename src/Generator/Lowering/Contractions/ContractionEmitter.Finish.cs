using System;
using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Loops;

namespace NetCompiler.Generator.Lowering.Contractions;

/// <summary>
/// The epilogue of a tile. Many elementary functions side by side end the just-in-time compiler's budget for putting methods in, and what is then
/// left as a call makes it keep accumulators in memory, in every turn of the sum's loop. So where there are many, the sums go to a block of the
/// stack, and a loop takes a row of them after the other.
/// </summary>
internal sealed partial class ContractionEmitter
{
    private BufferSpec? _block;

    /// <summary>The epilogue on finished sums.</summary>
    private void Finish(TileSums sums, ContractionPoint point, List<Stmt> body)
    {
        List<long[]> turns = sums.Rows.Count > 1 ? sums.Rows : sums.Vectors;
        if (sums.All.Count * _epilogue.Sum(ElementaryFunctions.Count) > _mostFunctions && turns.Count > 1 && AreEven(turns))
        {
            FinishInLoop(sums, turns, point, body);
        }
        else
        {
            StoreFinished(sums, point, body);
        }
    }

    /// <summary>Whether each is as far from the one before as the second from the first.</summary>
    private static bool AreEven(List<long[]> shifts) =>
        Enumerable.Range(2, shifts.Count - 2).All(i => Between(shifts, i).SequenceEqual(Between(shifts, 1)));

    /// <summary>The floats from one shift to the next, of each access.</summary>
    private static IEnumerable<long> Between(List<long[]> shifts, int next) => shifts[next].Zip(shifts[next - 1], (to, from) => to - from);

    /// <param name="turns">The rows of the tile, or if it has one only, its vectors.</param>
    private void FinishInLoop(TileSums sums, List<long[]> turns, ContractionPoint point, List<Stmt> body)
    {
        (int lanes, int side) = (_processor.Lanes, sums.All.Count / turns.Count);
        _block = new(_block?.Name ?? _names.New("block"), Math.Max(_block?.Fixed ?? 0, sums.All.Count * lanes), 0);
        body.AddRange(sums.All.Select((sum, i) => new StoreVector(new(_block.Name, i * lanes), new VectorName(sum.Name))));

        (string turn, List<Stmt> inner) = (_names.New("turn"), new List<Stmt>());
        var axis = new ContractionAxis(turn, turns.Count, turns.Count, new(Between(turns, 1)));
        ContractionPoint at = point.At(axis, Offset.Of(turn)).Bind(_names, inner);
        TileSums finished = turns == sums.Rows ? new TileSums(_form, [turns[0]], sums.Vectors, _names) : new(_form, sums.Rows, [turns[0]], _names);
        inner.AddRange(finished.All.Select((sum, i) => new LetVector(
            sum.Name, new VectorLoad(new(_block.Name, Offset.Of(turn, side * lanes, i * lanes))))));
        StoreFinished(finished, at, inner);
        body.Add(new For(turn, 0, turns.Count, 1, new(inner)));
    }

    /// <summary>The steps of the epilogue, the last of them where the sums are stored.</summary>
    private void StoreFinished(TileSums sums, ContractionPoint point, List<Stmt> body)
    {
        Vec Step(Expr step, string name, long[] shift) =>
            ContractionEpilogue.Vector(step, new VectorName(name), load => LoadAt(load, point, shift));
        foreach (Expr step in _epilogue.Take(_epilogue.Count - 1))
        {
            body.AddRange(sums.All.Select(sum => new SetVector(sum.Name, Step(step, sum.Name, sum.Shift))));
        }

        Store(sums, point, _form.AddsToTarget, body, _epilogue.Count == 0 ? null
            : (name, shift) => Step(_epilogue[_epilogue.Count - 1], name, shift));
    }
}

using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Graph.Nodes;
using NetCompiler.Generator.Loops;

namespace NetCompiler.Generator.Lowering;

/// <summary>What happens at a point: the assignment, the addition in memory, or the accumulator of a reduction.</summary>
internal sealed partial class NestEmitter
{
    private void Compute(NestPoint point, List<Stmt> body)
    {
        for (int vector = 0; vector < System.Math.Max(point.Vectors, 1); vector++)
        {
            if (_form.Reduces)
            {
                Join(vector, point, body);
            }
            else if (point.Vectors > 0)
            {
                ComputeVector(vector, point, body);
            }
            else
            {
                ComputeScalar(point, body);
            }
        }
    }

    private bool AddsInMemory => _form.Nest.Accumulate || (_form.Scatter && !_plan.Overwrites);

    private void ComputeVector(int vector, NestPoint point, List<Stmt> body)
    {
        Vec value = VectorAt(_form.Program.Body, vector, point, body);
        if (_form.Program.Result >= 0)
        {
            value = ResultVector(vector, KeepVector(_form.Program.Body, vector, point, value, body), point, body);
        }

        Place place = PlaceAt(_form.TargetAccess, vector, point);
        body.Add(new StoreVector(place, AddsInMemory ? new VectorBinary(BinaryKind.Add, new VectorLoad(place), value) : value));
    }

    private void ComputeScalar(NestPoint point, List<Stmt> body)
    {
        Scalar value = ScalarAt(_form.Program.Body, point, body);
        if (_form.Program.Result >= 0)
        {
            value = ResultScalar(KeepScalar(_form.Program.Body, point, value, body), point, body);
        }

        Place place = point.PlaceOf(_form.TargetAccess);
        body.Add(new StoreScalar(place, AddsInMemory ? new ScalarBinary(BinaryKind.Add, new ScalarLoad(place), value) : value));
    }

    /// <summary>The epilogue of an accumulator, a name.</summary>
    private Vec ResultVector(int vector, Vec accumulator, NestPoint point, List<Stmt> body)
    {
        if (_form.Program.Result < 0)
        {
            return accumulator;
        }

        for (int value = 0; value < _uses.Length; value++)
        {
            if (_form.Program.Values[value] is AccumulatorValue)
            {
                point.Name(value, vector, new(null, ((VectorName)accumulator).Name));
            }
        }

        return VectorAt(_form.Program.Result, vector, point, body);
    }

    private Scalar ResultScalar(Scalar accumulator, NestPoint point, List<Stmt> body)
    {
        if (_form.Program.Result < 0)
        {
            return accumulator;
        }

        for (int value = 0; value < _uses.Length; value++)
        {
            if (_form.Program.Values[value] is AccumulatorValue)
            {
                point.Name(value, 0, new(((ScalarName)accumulator).Name, null));
            }
        }

        return ScalarAt(_form.Program.Result, point, body);
    }

    private void Reduce(int level, NestPoint point, List<Stmt> body)
    {
        if (_plan.ReducesLanes)
        {
            ReduceLanes(level, point, body);
            return;
        }

        Begin(point, point.Vectors > 0, body);
        WalkReduced(level, point, body);
        for (int vector = 0; vector < point.Accumulators.Length; vector++)
        {
            AddTarget(vector, point, body);
            string result = _form.Nest.Combine == Combine.ArgMax ? point.Numbers[vector] : point.Accumulators[vector];
            if (point.Vectors > 0)
            {
                Vec value = ResultVector(vector, new VectorName(result), point, body);
                body.Add(new StoreVector(PlaceAt(_form.TargetAccess, vector, point), value));
            }
            else
            {
                StoreResult(result, point, body);
            }
        }
    }

    /// <summary>Adds what the target holds to a sum that began from 0: shorter chains round less.</summary>
    private void AddTarget(int vector, NestPoint point, List<Stmt> body)
    {
        if (_form.Nest.Accumulate)
        {
            (string sum, Place place) = (point.Accumulators[vector], PlaceAt(_form.TargetAccess, vector, point));
            body.Add(point.Vectors > 0
                ? new SetVector(sum, new VectorBinary(BinaryKind.Add, new VectorLoad(place), new VectorName(sum)))
                : new SetScalar(sum, new ScalarBinary(BinaryKind.Add, new ScalarLoad(place), new ScalarName(sum))));
        }
    }

    private void StoreResult(string result, NestPoint point, List<Stmt> body) =>
        body.Add(new StoreScalar(point.PlaceOf(_form.TargetAccess), ResultScalar(new ScalarName(result), point, body)));

    /// <summary>
    /// The whole vectors of the axis first, all of them into eight partial results; these joined by the fixed tree; then the rest of the
    /// axis, in the order of the indices.
    /// </summary>
    private void ReduceLanes(int level, NestPoint point, List<Stmt> body)
    {
        _part = Part.WholeVectors;
        Begin(point, vectors: true, body);
        WalkReduced(level, point, body);
        string lanes = point.Accumulators[0];
        string total = _names.New("total");
        body.Add(new LetScalar(total, new HorizontalReduce(_form.Nest.Combine == Combine.Sum ? BinaryKind.Add : BinaryKind.Largest, lanes)));
        point.Accumulators = [total];
        if (_form.Nest.Combine == Combine.ArgMax)
        {
            point.Numbers = [JoinNumbers(lanes, point.Numbers[0], total, body)];
        }

        _part = Part.Rest;
        WalkReduced(level, point, body);
        _part = Part.All;
        AddTarget(0, point, body);
        StoreResult(_form.Nest.Combine == Combine.ArgMax ? point.Numbers[0] : total, point, body);
    }

    /// <summary>The smallest number among the lanes that hold the largest value, as the largest negated one.</summary>
    private string JoinNumbers(string lanes, string numbers, string largest, List<Stmt> body)
    {
        (string candidates, string number) = (_names.New("candidates"), _names.New("number"));
        var negated = new VectorUnary(UnaryKind.Negate, new VectorName(numbers));

        // A lane with NaN is equal to nothing, and largest.
        var withoutNumber = new VectorSelect(
            CompareKind.Equal, new VectorName(lanes), new VectorName(lanes), new VectorConst(float.NegativeInfinity), negated);
        body.Add(new LetVector(candidates, new VectorSelect(
            CompareKind.Equal, new VectorName(lanes), new VectorSplat(largest), negated, withoutNumber)));
        body.Add(new LetScalar(number, new ScalarUnary(UnaryKind.Negate, new HorizontalReduce(BinaryKind.Largest, candidates))));
        return number;
    }

    /// <summary>Binds the accumulators.</summary>
    private void Begin(NestPoint point, bool vectors, List<Stmt> body)
    {
        int count = System.Math.Max(point.Vectors, 1);
        point.Accumulators = [.. Enumerable.Range(0, count).Select(_ => _names.New("sum"))];
        body.AddRange(point.Accumulators.Select(sum => Start(sum, vectors)));

        if (_form.Nest.Combine == Combine.ArgMax)
        {
            point.Numbers = [.. Enumerable.Range(0, count).Select(_ => _names.New("number"))];
            body.AddRange(point.Numbers.Select(n =>
                vectors ? (Stmt)new LetVector(n, new VectorConst(0)) : new LetScalar(n, new ScalarConst(0))));
        }
    }

    private Stmt Start(string sum, bool vector)
    {
        float start = _form.Nest.Combine == Combine.Sum ? 0 : float.NegativeInfinity;
        return vector ? new LetVector(sum, new VectorConst(start)) : new LetScalar(sum, new ScalarConst(start));
    }

    /// <summary>A block of a sum: from 0, then added to what is around it.</summary>
    private void InBlock(NestPoint point, List<Stmt> body, System.Action<List<Stmt>> emit)
    {
        (string[] around, bool isVector, List<Stmt> inside) = (point.Accumulators, point.Vectors > 0 || _part == Part.WholeVectors, new List<Stmt>());
        point.Accumulators = [.. around.Select(_ => _names.New("part"))];
        emit(inside);
        if (inside.Count > 0)
        {
            body.AddRange(point.Accumulators.Select(part => Start(part, isVector)));
            body.AddRange(inside);
            body.AddRange(around.Zip(point.Accumulators, (sum, part) => isVector
                ? (Stmt)new SetVector(sum, new VectorBinary(BinaryKind.Add, new VectorName(sum), new VectorName(part)))
                : new SetScalar(sum, new ScalarBinary(BinaryKind.Add, new ScalarName(sum), new ScalarName(part)))));
        }

        point.Accumulators = around;
    }

    /// <summary>The reduced steps, where guards that are decided already do not leave all of them out.</summary>
    private void WalkReduced(int level, NestPoint point, List<Stmt> body)
    {
        var guards = _skips.Where(g => point.Knows(g) && !point.Holds(g)).ToList();
        if (guards.Any(point.Fails))
        {
            return;
        }

        (NestPoint inner, List<Stmt> statements) = (point.Copy(), new List<Stmt>());
        List<(Offset Less, Offset Than)> conditions = OpenGuards(guards, inner);
        Walk(level, inner, statements);
        AddWhere(conditions, statements, body);
    }

    /// <summary>
    /// Joins the value at a point to the accumulator. Max keeps what it has when neither is larger, as ArgMax does; NaN counts as larger than all.
    /// </summary>
    private void Join(int vector, NestPoint point, List<Stmt> body)
    {
        string sum = point.Accumulators[_plan.ReducesLanes ? 0 : vector];
        string number = point.Numbers.Length == 0 ? "" : point.Numbers[_plan.ReducesLanes ? 0 : vector];
        if (point.Vectors > 0)
        {
            JoinVector(VectorAt(_form.Program.Body, vector, point, body), sum, number, vector, point, body);
        }
        else
        {
            JoinScalar(ScalarAt(_form.Program.Body, point, body), sum, number, point, body);
        }
    }

    private void JoinVector(Vec value, string sum, string number, int vector, NestPoint point, List<Stmt> body)
    {
        if (_form.Number is { } numbers)
        {
            value = KeepVector(_form.Program.Body, vector, point, value, body);
            Vec here = IotaOf(numbers, vector, point);
            body.Add(new SetVector(number, new VectorSelect(
                CompareKind.GreaterOrEqual, new VectorName(sum), value, new VectorName(number),
                new VectorSelect(CompareKind.Equal, new VectorName(sum), new VectorName(sum), here, new VectorName(number)))));
        }

        body.Add(new SetVector(sum, _form.Nest.Combine == Combine.Sum
            ? new VectorBinary(BinaryKind.Add, new VectorName(sum), value)
            : new VectorBinary(BinaryKind.Largest, value, new VectorName(sum))));
    }

    private void JoinScalar(Scalar value, string sum, string number, NestPoint point, List<Stmt> body)
    {
        if (_form.Number is { } numbers)
        {
            value = KeepScalar(_form.Program.Body, point, value, body);
            Scalar here = NumberOf(numbers, point);
            body.Add(new SetScalar(number, new ScalarSelect(
                CompareKind.GreaterOrEqual, new ScalarName(sum), value, new ScalarName(number),
                new ScalarSelect(CompareKind.Equal, new ScalarName(sum), new ScalarName(sum), here, new ScalarName(number)))));
        }

        body.Add(new SetScalar(sum, _form.Nest.Combine == Combine.Sum
            ? new ScalarBinary(BinaryKind.Add, new ScalarName(sum), value)
            : new ScalarBinary(BinaryKind.Largest, value, new ScalarName(sum))));
    }
}

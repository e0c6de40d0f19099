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
        for (var vector = 0; vector < System.Math.Max(point.Vectors, 1); vector++)
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
        var value = VectorAt(_form.Program.Body, vector, point, body);
        if (_form.Program.Result >= 0)
        {
            value = ResultVector(vector, KeepVector(_form.Program.Body, vector, point, value, body), point, body);
        }

        var place = PlaceAt(_form.TargetAccess, vector, point);
        body.Add(new StoreVector(place, AddsInMemory ? new VectorBinary(BinaryKind.Add, new VectorLoad(place), value) : value));
    }

    private void ComputeScalar(NestPoint point, List<Stmt> body)
    {
        var value = ScalarAt(_form.Program.Body, point, body);
        if (_form.Program.Result >= 0)
        {
            value = ResultScalar(KeepScalar(_form.Program.Body, point, value, body), point, body);
        }

        var place = point.PlaceOf(_form.TargetAccess);
        body.Add(new StoreScalar(place, AddsInMemory ? new ScalarBinary(BinaryKind.Add, new ScalarLoad(place), value) : value));
    }

    /// <summary>The epilogue of an accumulator, a name.</summary>
    private Vec ResultVector(int vector, Vec accumulator, NestPoint point, List<Stmt> body)
    {
        if (_form.Program.Result < 0)
        {
            return accumulator;
        }

        for (var value = 0; value < _uses.Length; value++)
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

        for (var value = 0; value < _uses.Length; value++)
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

        Begin(point, point.Vectors > 0, Start(point), body);
        WalkReduced(level, point, body);
        for (var vector = 0; vector < point.Accumulators.Length; vector++)
        {
            var result = _form.Nest.Combine == Combine.ArgMax ? point.Numbers[vector] : point.Accumulators[vector];
            if (point.Vectors > 0)
            {
                var value = ResultVector(vector, new VectorName(result), point, body);
                body.Add(new StoreVector(PlaceAt(_form.TargetAccess, vector, point), value));
            }
            else
            {
                StoreResult(result, point, body);
            }
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
        Begin(point, vectors: true, Start(point), body);
        WalkReduced(level, point, body);
        var lanes = point.Accumulators[0];
        var kind = _form.Nest.Combine == Combine.Sum ? BinaryKind.Add : BinaryKind.Largest;
        Scalar joined = new HorizontalReduce(kind, lanes);
        if (_form.Nest.Accumulate)
        {
            joined = new ScalarBinary(BinaryKind.Add, new ScalarLoad(point.PlaceOf(_form.TargetAccess)), joined);
        }

        var total = _names.New("total");
        body.Add(new LetScalar(total, joined));
        point.Accumulators = [total];
        if (_form.Nest.Combine == Combine.ArgMax)
        {
            point.Numbers = [JoinNumbers(lanes, point.Numbers[0], total, body)];
        }

        _part = Part.Rest;
        WalkReduced(level, point, body);
        _part = Part.All;
        StoreResult(_form.Nest.Combine == Combine.ArgMax ? point.Numbers[0] : total, point, body);
    }

    /// <summary>The smallest number among the lanes that hold the largest value, as the largest negated one.</summary>
    private string JoinNumbers(string lanes, string numbers, string largest, List<Stmt> body)
    {
        var (candidates, number) = (_names.New("candidates"), _names.New("number"));
        var negated = new VectorUnary(UnaryKind.Negate, new VectorName(numbers));

        // A lane with NaN is equal to nothing, and largest.
        var withoutNumber = new VectorSelect(
            CompareKind.Equal, new VectorName(lanes), new VectorName(lanes), new VectorConst(float.NegativeInfinity), negated);
        body.Add(new LetVector(candidates, new VectorSelect(
            CompareKind.Equal, new VectorName(lanes), new VectorSplat(largest), negated, withoutNumber)));
        body.Add(new LetScalar(number, new ScalarUnary(UnaryKind.Negate, new HorizontalReduce(BinaryKind.Largest, candidates))));
        return number;
    }

    private float? Start(NestPoint point) =>
        _form.Nest.Combine != Combine.Sum ? float.NegativeInfinity
        : _form.Nest.Accumulate && !_plan.ReducesLanes ? null
        : 0;

    /// <summary>Binds the accumulators; <c>start</c> null: to what the target holds.</summary>
    private void Begin(NestPoint point, bool vectors, float? start, List<Stmt> body)
    {
        var count = System.Math.Max(point.Vectors, 1);
        point.Accumulators = [.. Enumerable.Range(0, count).Select(_ => _names.New("sum"))];
        for (var vector = 0; vector < count; vector++)
        {
            var place = PlaceAt(_form.TargetAccess, vector, point);
            body.Add(vectors
                ? new LetVector(point.Accumulators[vector], start is { } every ? new VectorConst(every) : new VectorLoad(place))
                : new LetScalar(point.Accumulators[vector], start is { } one ? new ScalarConst(one) : new ScalarLoad(place)));
        }

        if (_form.Nest.Combine == Combine.ArgMax)
        {
            point.Numbers = [.. Enumerable.Range(0, count).Select(_ => _names.New("number"))];
            body.AddRange(point.Numbers.Select(n =>
                vectors ? (Stmt)new LetVector(n, new VectorConst(0)) : new LetScalar(n, new ScalarConst(0))));
        }
    }

    /// <summary>The reduced steps, where guards that are decided already do not leave all of them out.</summary>
    private void WalkReduced(int level, NestPoint point, List<Stmt> body)
    {
        var guards = _skips.Where(g => point.Knows(g) && !point.Holds(g)).ToList();
        if (guards.Any(point.Fails))
        {
            return;
        }

        var (inner, statements) = (point.Copy(), new List<Stmt>());
        var conditions = OpenGuards(guards, inner);
        Walk(level, inner, statements);
        AddWhere(conditions, statements, body);
    }

    /// <summary>
    /// Joins the value at a point to the accumulator. Max keeps what it has when neither is larger, as ArgMax does; NaN counts as larger than all.
    /// </summary>
    private void Join(int vector, NestPoint point, List<Stmt> body)
    {
        var sum = point.Accumulators[_plan.ReducesLanes ? 0 : vector];
        var number = point.Numbers.Length == 0 ? "" : point.Numbers[_plan.ReducesLanes ? 0 : vector];
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
        if (_form.Nest.Combine == Combine.ArgMax)
        {
            value = KeepVector(_form.Program.Body, vector, point, value, body);
            var here = IotaOf(_form.ReducedNumber(), vector, point);
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
        if (_form.Nest.Combine == Combine.ArgMax)
        {
            value = KeepScalar(_form.Program.Body, point, value, body);
            var here = NumberOf(_form.ReducedNumber(), point);
            body.Add(new SetScalar(number, new ScalarSelect(
                CompareKind.GreaterOrEqual, new ScalarName(sum), value, new ScalarName(number),
                new ScalarSelect(CompareKind.Equal, new ScalarName(sum), new ScalarName(sum), here, new ScalarName(number)))));
        }

        body.Add(new SetScalar(sum, _form.Nest.Combine == Combine.Sum
            ? new ScalarBinary(BinaryKind.Add, new ScalarName(sum), value)
            : new ScalarBinary(BinaryKind.Largest, value, new ScalarName(sum))));
    }
}

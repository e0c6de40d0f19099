using System;
using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Graph.Nodes;
using NetCompiler.Generator.Loops;

namespace NetCompiler.Generator.Lowering;

/// <summary>The values of the program at a point, each computed as far outside as it can be.</summary>
internal sealed partial class NestEmitter
{
    /// <summary>Stands among the axes of what depends on the accumulator: never set while walking.</summary>
    private const int AccumulatorAxis = -1;

    private HashSet<int>[] FindAxes()
    {
        IReadOnlyList<NestValue> values = _form.Program.Values;
        var axes = new HashSet<int>[values.Count];
        for (int value = 0; value < values.Count; value++)
        {
            axes[value] = [.. NestProgram.Operands(values[value]).SelectMany(o => axes[o])];
            axes[value].UnionWith(values[value] switch
            {
                LoadValue load => AxesOf(_form.Accesses[load.Access]),
                IndexValue index => index.Value.Terms.Select(t => t.Index),
                AccumulatorValue => [AccumulatorAxis],
                _ => [],
            });
        }

        return axes;
    }

    private static IEnumerable<int> AxesOf(FlatAccess access) =>
        access.Guards.Select(g => g.Value).Concat([access.Offset]).SelectMany(f => f.Terms.Select(t => t.Index));

    /// <summary>The values that the body needs.</summary>
    private HashSet<int> FindBody()
    {
        var found = new HashSet<int> { _form.Program.Body };
        for (int value = _form.Program.Body; value >= 0; value--)
        {
            if (found.Contains(value))
            {
                found.UnionWith(NestProgram.Operands(_form.Program.Values[value]));
            }
        }

        return found;
    }

    /// <summary>Guards of a body that is one load whose fill changes no accumulator: where they fail, the point is left out.</summary>
    private List<Guard> FindSkips()
    {
        float neutral = _form.Nest.Combine == Combine.Sum ? 0 : float.NegativeInfinity;
        return _form.Reduces && _form.Program.Values[_form.Program.Body] is LoadValue load && load.Fill == neutral
            ? [.. _form.Accesses[load.Access].Guards]
            : [];
    }

    /// <summary>Computes what no inner step changes, if an inner step uses it.</summary>
    private void Hoist(int level, NestPoint point, List<Stmt> body)
    {
        for (int value = 0; value < _uses.Length; value++)
        {
            int steps = _inBody.Contains(value) ? _plan.Steps.Count : _plan.ElementSteps;
            if (level >= steps || !IsFixed(value, point) || _form.Program.Values[value] is ConstValue || !IsNeededInside(value, point))
            {
                continue;
            }

            for (int vector = 0; vector < VectorsOf(value, point); vector++)
            {
                if (!point.TryGetNames(value, vector, out _))
                {
                    Keep(value, vector, point, body);
                }
            }
        }
    }

    private bool IsFixed(int value, NestPoint point) => _axesOf[value].All(a => a != AccumulatorAxis && point.IsSet(a));

    private bool IsNeededInside(int value, NestPoint point) =>
        value == _form.Program.Body || value == _form.Program.Result
        || _form.Program.Values.Select((user, number) => (user, number))
            .Any(u => !IsFixed(u.number, point) && NestProgram.Operands(u.user).Contains(value));

    /// <summary>How many different values the vectors side by side have.</summary>
    private int VectorsOf(int value, NestPoint point) => _axesOf[value].Contains(_plan.VectorAxis) ? Math.Max(point.Vectors, 1) : 1;

    private void Keep(int value, int vector, NestPoint point, List<Stmt> body)
    {
        if (point.Vectors > 0)
        {
            KeepVector(value, vector, point, VectorAt(value, vector, point, body, inline: true), body);
            return;
        }

        Place? place = _form.Program.Values[value] is LoadValue load && IsPlain(load, point) ? point.PlaceOf(load.Access) : null;
        KeepScalar(value, point, ScalarAt(value, point, body, inline: true), body);
        if (_plan.VectorAxis >= 0 && !point.IsSet(_plan.VectorAxis))
        {
            point.TryGetNames(value, 0, out ValueNames names);
            KeepVector(value, 0, point, place is null ? new VectorSplat(names.Scalar!) : new VectorBroadcast(place), body);
        }
    }

    private Vec KeepVector(int value, int vector, NestPoint point, Vec content, List<Stmt> body)
    {
        point.TryGetNames(value, vector, out ValueNames names);
        if (content is not VectorName { Name: var name })
        {
            name = _names.New("v");
            body.Add(new LetVector(name, content));
        }

        point.Name(value, vector, names with { Vector = name });
        return new VectorName(name);
    }

    private Scalar KeepScalar(int value, NestPoint point, Scalar content, List<Stmt> body)
    {
        if (content is not ScalarName { Name: var name })
        {
            name = _names.New("s");
            body.Add(new LetScalar(name, content));
        }

        point.Name(value, 0, new(name, null));
        return new ScalarName(name);
    }

    private bool IsPlain(LoadValue load, NestPoint point) => _form.Accesses[load.Access].Guards.All(point.Holds);

    /// <summary>A value in eight lanes. What is used more than once, and not <c>inline</c>, gets a name.</summary>
    private Vec VectorAt(int value, int vector, NestPoint point, List<Stmt> body, bool inline = false)
    {
        bool varies = _axesOf[value].Contains(_plan.VectorAxis) || _axesOf[value].Contains(AccumulatorAxis);
        int key = varies ? vector : 0;
        if (point.TryGetNames(value, key, out ValueNames names))
        {
            return names.Vector is null
                ? KeepVector(value, key, point, new VectorSplat(names.Scalar!), body)
                : new VectorName(names.Vector);
        }

        if (Chosen(value, point) is { } chosen)
        {
            return VectorAt(chosen, vector, point, body, inline);
        }

        Vec At(int operand) => VectorAt(operand, vector, point, body);
        Vec content = _form.Program.Values[value] switch
        {
            ConstValue constant => new VectorConst(constant.Value),
            IndexValue index => IotaOf(index.Value, vector, point),
            LoadValue load => LoadVector(load, vector, point, body),
            UnaryValue unary => new VectorUnary(unary.Kind, At(unary.Operand)),
            BinaryValue binary => new VectorBinary(binary.Kind, At(binary.Left), At(binary.Right)),
            SelectValue select => new VectorSelect(select.Kind, At(select.Left), At(select.Right), At(select.Then), At(select.Else)),
            var other => throw new InvalidOperationException(_form.Nest.Name + ": no vector for " + other + "."),
        };
        return inline || content is VectorConst || (_uses[value] == 1 && (varies || point.Vectors == 1))
            ? content
            : KeepVector(value, key, point, content, body);
    }

    private Scalar ScalarAt(int value, NestPoint point, List<Stmt> body, bool inline = false)
    {
        if (point.TryGetNames(value, 0, out ValueNames names))
        {
            return new ScalarName(names.Scalar!);
        }

        if (Chosen(value, point) is { } chosen)
        {
            return ScalarAt(chosen, point, body, inline);
        }

        Scalar At(int operand) => ScalarAt(operand, point, body);
        Scalar content = _form.Program.Values[value] switch
        {
            ConstValue constant => new ScalarConst(constant.Value),
            IndexValue index => NumberOf(index.Value, point),
            LoadValue load => LoadScalar(load, point, body),
            UnaryValue unary => new ScalarUnary(unary.Kind, At(unary.Operand)),
            BinaryValue binary => new ScalarBinary(binary.Kind, At(binary.Left), At(binary.Right)),
            SelectValue select => new ScalarSelect(select.Kind, At(select.Left), At(select.Right), At(select.Then), At(select.Else)),
            var other => throw new InvalidOperationException(_form.Nest.Name + ": no value for " + other + "."),
        };
        return inline || content is ScalarConst || _uses[value] == 1 ? content : KeepScalar(value, point, content, body);
    }

    /// <summary>What a selection comes to where its condition is known while compiling: between numbers of unrolled indices; else null.</summary>
    private int? Chosen(int value, NestPoint point)
    {
        if (_form.Program.Values[value] is not SelectValue select || Known(select.Left, point) is not { } left
            || Known(select.Right, point) is not { } right)
        {
            return null;
        }

        bool holds = select.Kind switch
        {
            CompareKind.Equal => left == right,
            CompareKind.Greater => left > right,
            CompareKind.GreaterOrEqual => left >= right,
            _ => left < right,
        };
        return holds ? select.Then : select.Else;
    }

    private float? Known(int value, NestPoint point) => _form.Program.Values[value] switch
    {
        ConstValue constant => constant.Value,
        IndexValue index when IsFixed(value, point) && !_axesOf[value].Contains(_plan.VectorAxis)
            && point.ValueOf(index.Value) is { Terms.Count: 0 } number =>
            number.Constant,
        _ => null,
    };

    private Vec IotaOf(Affine form, int vector, NestPoint point)
    {
        long step = _plan.VectorAxis < 0 ? 0 : form[_plan.VectorAxis];
        Offset start = point.ValueOf(form).Plus(step * Lanes * vector);
        return step == 0 && start.Terms.Count == 0 ? new VectorConst(start.Constant) : new VectorIota(start, step);
    }

    private static Scalar NumberOf(Affine form, NestPoint point)
    {
        Offset number = point.ValueOf(form);
        return number.Terms.Count == 0 ? new ScalarConst(number.Constant) : new ScalarIndex(number);
    }

    private Place PlaceAt(int access, int vector, NestPoint point)
    {
        long stride = _plan.VectorAxis < 0 ? 0 : _form.Accesses[access].Offset[_plan.VectorAxis];
        return point.PlaceOf(access).Plus(stride * Lanes * vector);
    }

    private Vec LoadVector(LoadValue load, int vector, NestPoint point, List<Stmt> body)
    {
        FlatAccess access = _form.Accesses[load.Access];
        Place place = PlaceAt(load.Access, vector, point);
        Vec content = access.Offset[_plan.VectorAxis] == 0 ? new VectorBroadcast(place) : new VectorLoad(place);
        var guards = access.Guards.Where(g => !point.Holds(g)).ToList();
        if (guards.Count == 0)
        {
            return content;
        }

        if (guards.Any(point.Fails))
        {
            return new VectorConst(load.Fill);
        }

        string name = _names.New("v");
        body.Add(new LetVector(name, new VectorConst(load.Fill)));
        AddWhere(guards.SelectMany(g => Conditions(g, point)), [new SetVector(name, content)], body);
        return new VectorName(name);
    }

    private Scalar LoadScalar(LoadValue load, NestPoint point, List<Stmt> body)
    {
        var content = new ScalarLoad(point.PlaceOf(load.Access));
        var guards = _form.Accesses[load.Access].Guards.Where(g => !point.Holds(g)).ToList();
        if (guards.Count == 0)
        {
            return content;
        }

        if (guards.Any(point.Fails))
        {
            return new ScalarConst(load.Fill);
        }

        string name = _names.New("s");
        body.Add(new LetScalar(name, new ScalarConst(load.Fill)));
        AddWhere(guards.SelectMany(g => Conditions(g, point)), [new SetScalar(name, content)], body);
        return new ScalarName(name);
    }
}

using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Layers;
using NetCompiler.Generator.Model;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Planning;

/// <summary>
/// What the runtime is told of a training workspace behind the forward pass: where the outputs of layers and functions lie that nothing has written
/// over yet. Memory is planned for speed, so an output that nobody reads any more may be gone; then its name stands beside the next one.
/// </summary>
internal sealed class DescribePlaces
{
    private readonly ModelSpec _spec;
    private readonly NetworkProgram _program;
    private readonly (int First, int Last)[] _lives;
    private readonly int _end;

    /// <summary>The workspace's buffers that the forward pass writes.</summary>
    private readonly List<(int First, long Offset, long End)> _written;

    /// <summary>By position in the spec, in the order in which they come about.</summary>
    private readonly List<(int Position, List<PlannedTensor> Tensors)> _kept;

    private readonly HashSet<int> _positions;

    private DescribePlaces(ModelSpec spec, NetworkProgram program)
    {
        (_spec, _program, _lives, _end) = (spec, program, PlanMemory.Lives(program), EndOf(program));
        _written =
        [
            .. Enumerable.Range(0, _lives.Length).Where(b => program.Buffers[b].Region == Region.Workspace && _lives[b].First >= 0
                && _lives[b].First <= _end).Select(b => (_lives[b].First, program.Buffers[b].Offset, EndOf(program.Buffers[b]))),
        ];
        (Dictionary<string, int> positions, HashSet<int> seen) = (new Dictionary<string, int>(), new HashSet<int>());
        for (int position = 0; position < spec.Nodes.Count; position++)
        {
            positions[spec.Nodes[position].Name] = position;
        }

        _kept =
        [
            .. program.Tensors.Select((tensor, number) => (Tensor: tensor, Number: number, Position: PositionOf(positions, tensor.Name)))
                .Where(row => row.Position is { } position && position != spec.LossNode && IsIntact(row.Tensor.Buffer) && seen.Add(row.Tensor.Buffer))
                .GroupBy(row => row.Position!.Value)
                .OrderBy(group => group.Last().Number)
                .Select(group => (group.Key, Telling(spec.Nodes[group.Key], [.. group.Select(row => row.Tensor)]))),
        ];
        _positions = [.. _kept.Select(row => row.Position)];
    }

    public static EquatableArray<PlaceInfo> Run(ModelSpec spec, NetworkProgram? program) =>
        program is null || EndOf(program) < 0 ? EquatableArray<PlaceInfo>.Empty : new(new DescribePlaces(spec, program).Places());

    /// <summary>The phase in which the forward pass ends.</summary>
    public static int PhaseOf(NetworkProgram? program) => program?.Phases.Count(phase => phase.EndStep <= EndOf(program)) ?? 0;

    private static int EndOf(NetworkProgram program) => program.Steps.ToList().FindIndex(step => step.EndsForward);

    /// <summary>What is kept, and at last the network's outputs, which callers have.</summary>
    private IEnumerable<PlaceInfo> Places()
    {
        foreach (PlaceInfo place in _kept.SelectMany(row => row.Tensors.Select(tensor => Place(row.Position, tensor))))
        {
            yield return place;
        }

        (long offset, long row) = (0L, _spec.Outputs.Sum(output => Expressions.PerSample(_spec.Nodes[output].OutputShape)));
        foreach (int output in _spec.Outputs)
        {
            EquatableArray<int> shape = _spec.Nodes[output].OutputShape;
            if (!_positions.Contains(output))
            {
                EquatableArray<long> axes = new(shape.Count == 2 ? [shape[0], shape[1], shape[1], 1] : [Expressions.PerSample(shape), 1]);
                yield return new(NameOf(output), -1 - offset, row, shape.Count == 2 ? 1 : 0, axes, NotKept(output));
            }

            offset += Expressions.PerSample(shape);
        }
    }

    /// <summary>A layer's name, or a function's, which has a point in it.</summary>
    private string NameOf(int position) => _spec.Nodes[position] is { IsFunction: true } function ? function.DisplayName + "."
        : SummarizeLayers.LayerOf(_spec.Nodes[position]) is { } layer ? layer : _spec.Nodes[position].LayerName;

    /// <summary>The layer or function that a tensor is the output of, or inside of.</summary>
    private static int? PositionOf(Dictionary<string, int> positions, string name)
    {
        while (true)
        {
            if (positions.TryGetValue(name, out int position))
            {
                return position;
            }

            int end = name.LastIndexOf('.');
            if (end < 0)
            {
                return null;
            }

            name = name.Substring(0, end);
        }
    }

    /// <summary>Of the tensors of a layer: the states, and the last one that may be its output.</summary>
    private static List<PlannedTensor> Telling(NodeSpec node, List<PlannedTensor> tensors)
    {
        PlannedTensor last =
            tensors.LastOrDefault(tensor => Expressions.PerSample(tensor.Shape) == Expressions.PerSample(node.OutputShape)) ?? tensors.Last();
        return [.. tensors.Where(tensor => tensor.IsState || tensor == last)];
    }

    /// <summary>Whether its memory has served nothing else until the end of the forward pass.</summary>
    private bool IsIntact(int buffer)
    {
        (Storage own, (int First, int Last) life, long end) = (_program.Buffers[buffer], _lives[buffer], EndOf(_program.Buffers[buffer]));
        return life.First >= 0 && life.First <= _end
            && !_written.Any(other => other.First > life.Last && other.Offset < end && own.Offset < other.End);
    }

    private long EndOf(Storage storage) => storage.Offset + storage.Floats(_program.MicroBatch);

    private PlaceInfo Place(int position, PlannedTensor tensor)
    {
        TensorLayout layout = tensor.Layout;
        var axes = new List<(int Extent, long Floats)>();
        for (int d = 1; d < tensor.Shape.Count; d++)
        {
            if (d == tensor.StepsDimension)
            {
                continue;
            }

            // Axes without a gap between them are one.
            (int extent, long floats) = (tensor.Shape[d], layout.Strides[d]);
            if (d - 1 != tensor.StepsDimension && axes.Count > 0 && axes[axes.Count - 1].Floats == extent * floats)
            {
                extent *= axes[axes.Count - 1].Extent;
                axes.RemoveAt(axes.Count - 1);
            }

            axes.Add((extent, floats));
        }

        if (tensor.StepsDimension > 0)
        {
            axes.Insert(0, (tensor.Shape[tensor.StepsDimension], layout.Strides[tensor.StepsDimension]));
        }

        int steps = tensor.StepsDimension <= 0 ? 0 : (tensor.Direction == LoopDirection.Forward ? 1 : -1) * (tensor.Loop + 2);
        return new(NameOf(position), _program.Buffers[tensor.Buffer].Offset + layout.Constant, layout.Strides[0], steps,
            new(axes.SelectMany(axis => new[] { axis.Extent, axis.Floats })), NotKept(position));
    }

    /// <summary>What computes and has no place, from which a node is reached without passing one that has.</summary>
    private EquatableArray<string> NotKept(int position)
    {
        (SortedSet<int> found, Stack<int> open, HashSet<int> seen) = (new SortedSet<int>(), new Stack<int>([position]), new HashSet<int>());
        while (open.Count > 0)
        {
            foreach (int input in _spec.Nodes[open.Pop()].Inputs.Where(input => !_positions.Contains(input) && seen.Add(input)))
            {
                open.Push(input);
                if (Computes(_spec.Nodes[input]))
                {
                    found.Add(input);
                }
            }
        }

        string own = NameOf(position);
        return new(found.Select(NameOf).Where(name => name != own).Distinct());
    }

    /// <summary>Whether finite numbers may become others: not where values are only moved, chosen or scaled down.</summary>
    private bool Computes(NodeSpec node) => node.Op is ElementOp or ReduceOp or MatMulOp or CtcOp or ActivationOp
        || (node.Op is LayerOp && node.Op.Values(OutputRange.UnitInterval, node.Shapes(_spec.Nodes)).Range == OutputRange.Any);
}

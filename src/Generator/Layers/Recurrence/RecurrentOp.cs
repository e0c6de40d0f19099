using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Diagnostics;
using NetCompiler.Generator.Export;
using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Layers;

/// <summary>
/// A layer that goes through a sequence [steps, features] and carries a state of <c>Units</c> values from step to step. What a step computes is its
/// cell's; all else is the same for all of them.
/// </summary>
internal abstract record RecurrentOp(RecurrentSettings Settings) : ComputingLayer
{
    private static readonly PenaltyRule[] Rules =
        [new("kernel", "Kernel"), new("recurrent_kernel", "Recurrent"), new("bias", "Bias"), new("recurrent_bias", "Bias")];

    /// <summary>What a stateful layer begins with is made of samples before.</summary>
    public sealed override bool MixesSamples => Settings.Stateful;

    public sealed override StepRule Steps => StepRule.Own;

    public sealed override ImageOrder Order => ImageOrder.Lost;

    /// <summary>How many products of <c>Units</c> columns a step makes of its input, and of its state.</summary>
    public abstract int Gates { get; }

    /// <summary>How many tensors are carried from step to step; the first is the output.</summary>
    public abstract int States { get; }

    /// <summary>Whether the products of input and state have a bias each.</summary>
    public abstract bool HasRecurrentBias { get; }

    /// <summary>How the bias is drawn.</summary>
    public abstract InitializerKind BiasInitializer { get; }

    /// <summary>For each block of columns in PyTorch, the block here; null where the order is the same, or PyTorch has no such layer.</summary>
    public abstract EquatableArray<int>? TorchBlocks { get; }

    /// <summary>What keeps PyTorch from having the layer, behind "This layout"; null for nothing.</summary>
    public abstract string? TorchFault { get; }

    /// <summary>The same for a cell with gates, whose activations PyTorch does not let one choose.</summary>
    protected string? FaultOfActivations =>
        Settings is { Activation: ActivationKind.Tanh, RecurrentActivation: ActivationKind.Sigmoid } ? null
        : "knows no " + Card.Type + " with activations of its own";

    /// <summary>The equations of one step.</summary>
    /// <returns>The next states.</returns>
    public abstract IReadOnlyList<int> Step(RecurrentStep at);

    protected static LayerCard CardOf(string name, System.Func<ILayerArguments, LayerDraft> read) =>
        new(name, name, InputRule.Between(1, 3), new(Rules), read);

    /// <summary>The directions' names, which stand before those of their parameters; one without a name for a layer of one direction.</summary>
    public IReadOnlyList<string> Directions => Settings.Merge is null ? [""] : ["forward/", "backward/"];

    /// <summary>The shape of each state that the layer gives.</summary>
    public EquatableArray<int> StateShape => new([Settings.Units]);

    /// <summary>How many states the layer gives and may begin with: those of all directions.</summary>
    public int AllStates => States * Directions.Count;

    public sealed override ShapeResult Shape(LayerInputs inputs)
    {
        EquatableArray<int> sequence = inputs.First.Shape;
        if (sequence.Count != 2)
        {
            return ShapeResult.Refuse(Descriptors.WrongRank, [], Card.Attribute, "[steps, features]", inputs.First.Name, inputs.First.Text);
        }

        if (inputs.Count > 1 && (inputs.Count != 1 + AllStates || inputs.Shapes.Skip(1).Any(shape => shape != StateShape)))
        {
            return ShapeResult.Refuse(
                Descriptors.StatesDoNotFit, [], inputs.Text, Invariant.Text(AllStates), Invariant.Text(StateShape));
        }

        if (inputs.Count > 1 && Settings.Stateful)
        {
            return ShapeResult.Refuse(Descriptors.StatefulWithStates, ["Stateful"]);
        }

        long width = (long)Settings.Units * (Settings.Merge == BidirectionalMerge.Concat ? 2 : 1);
        return width > int.MaxValue ? ShapeRules.TooLarge()
            : ShapeResult.Of(Settings.ReturnSequences ? [sequence[0], (int)width] : [(int)width]);
    }

    public sealed override IEnumerable<LayerParameter> Parameters(IReadOnlyList<EquatableArray<int>> inputs) =>
        Directions.SelectMany((direction, number) => OfDirection(direction, number == 0 ? "" : "_reverse", inputs[0].Last()));

    private IEnumerable<LayerParameter> OfDirection(string direction, string suffix, int features)
    {
        (int units, int columns) = (Settings.Units, LayerParameter.Fan((long)Settings.Units * Gates));
        yield return Parameter(direction + "kernel", "weight_ih_l0" + suffix, [features, columns], Settings.Kernel);
        yield return Parameter(direction + "recurrent_kernel", "weight_hh_l0" + suffix, [units, columns], Settings.Recurrent);
        if (Settings.UseBias)
        {
            string torch = HasRecurrentBias ? "bias_ih_l0" + suffix : "bias_ih_l0" + suffix + "+bias_hh_l0" + suffix;
            yield return Parameter(direction + "bias", torch, [columns], BiasInitializer);
            if (HasRecurrentBias)
            {
                yield return Parameter(direction + "recurrent_bias", "bias_hh_l0" + suffix, [columns], InitializerKind.Zeros);
            }
        }
    }

    private LayerParameter Parameter(string role, string torch, int[] shape, InitializerKind initializer)
    {
        int[][] axes = Enumerable.Range(0, shape.Length).Reverse().Select(axis => new[] { axis }).ToArray();
        TorchTensor tensor =
            TorchFault is { } fault ? TorchTensor.None(fault) : TorchTensor.Of(torch, Along.Neither, axes) with { Blocks = TorchBlocks };
        return new(role, new(shape), initializer, shape[0], shape.Last(), tensor);
    }

    public sealed override long Flops(OpShapes shapes)
    {
        long columns = (long)Settings.Units * Gates * Directions.Count;
        return Saturating.Product(2L * shapes.Input[0], (long)shapes.Channels + Settings.Units, columns);
    }

    public sealed override int Build(BuildContext at) => new BuildRecurrence(at, this).Run();

    public sealed override OnnxValue Export(ExportContext at) => new RecurrenceExport(at, this).Run();
}

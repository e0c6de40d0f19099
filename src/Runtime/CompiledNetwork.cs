using System.ComponentModel;
using NetCompiler.Numerics;

namespace NetCompiler;

/// <summary>
/// A network whose kernels were written at compile time. Generated code derives from it and supplies the kernels; this class holds the
/// parameters, predicts, saves and loads.
/// </summary>
/// <remarks>
/// <see cref="Predict(ReadOnlySpan{float}, Span{float})"/> may run on any number of threads at once. Changing parameters (training,
/// <see cref="LoadWeights(string)"/>,
/// <see cref="Parameter.CopyFrom"/>) is for one thread alone. Whatever reads parameters, to predict, explain, evaluate, copy or save, is refused when
/// it starts
/// during a training step or, on another thread, during a run of <c>Fit</c>, and also when weights change while it is at work; so nobody ever sees
/// weights that
/// were half changed.
/// </remarks>
public abstract partial class CompiledNetwork : TensorFunctions
{
    private readonly Parameter[] _parameters;
    private readonly FloatArena _parameterArena;
    private readonly int _stepInput;
    private readonly int _stepOutput;

    /// <summary>Allocates the parameters. Their first values are drawn when somebody needs them.</summary>
    /// <param name="description">What the generator knows about the network.</param>
    /// <param name="seed">The same seed draws the same values, on every machine.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected CompiledNetwork(NetworkDescription description, int seed)
    {
        ArgumentNullException.ThrowIfNull(description);
        Description = description;
        Seed = seed;
        _parameterArena = new FloatArena(description.ParameterFloats);
        _parameters = Array.ConvertAll(description.Parameters, parameter => new Parameter(this, parameter));

        InputFloats = Shapes.Floats(description.InputShape);
        OutputFloats = Shapes.Floats(description.OutputShape);
        (_stepInput, _stepOutput) = (description.Stream?.InputFloats ?? 0, description.Stream?.OutputFloats ?? 0);
        _derived = new FloatArena(description.InferenceDerivedFloats);
        _workspaces = new WorkspacePool(description.InferenceWorkspaceFloats);
        _gradientWorkspaces = description.HasInputGradient
            ? new WorkspacePool(OutputWeightsOffset + (InputGradientMicroBatchSize * (long)OutputFloats)) : null;
        bool hasRows = description.Inputs.Length > 1 || description.Outputs.Length > 1;
        long rowFloats = hasRows ? (long)InputFloats + OutputFloats : 0;
        _microBatch = MicroBatch.Of(description.InferenceMicroBatch, rowFloats);
        _rows = hasRows ? new WorkspacePool(_microBatch * rowFloats) : null;
        SampleFlops = description.Layers.Sum(layer => (double)layer.Flops);
        _workspaceOnStack = description.InferenceWorkspaceFloats <= StackWorkspace.Floats;
    }

    /// <summary>Shapes, layers and sizes.</summary>
    public NetworkDescription Description { get; }

    /// <summary>The parameters in the order of their layers.</summary>
    public IReadOnlyList<Parameter> Parameters => _parameters;

    /// <summary>Floats of one input sample.</summary>
    public int InputFloats { get; }

    /// <summary>Floats of one output sample.</summary>
    public int OutputFloats { get; }

    /// <summary>Of the random draws; that of the file once a training state was loaded.</summary>
    internal int Seed { get; private protected set; }

    /// <summary>The parameters; whoever comes here first has their first values drawn.</summary>
    internal FloatArena ParameterArena
    {
        get
        {
            _ = Version;
            return _parameterArena;
        }
    }

    /// <summary>The part of the arena that optimizers work on.</summary>
    internal Span<float> TrainableValues => ParameterArena.Span[..Description.TrainableFloats];

    /// <summary>The gradients of the trainable parameters, once there are some.</summary>
    internal virtual GradientSum? Gradients => null;

    /// <summary>A table of the layers as Keras prints it, with floating-point operations and memory.</summary>
    public string Summary() => NetworkSummary.Write(Description, _parameters);

    /// <summary>Packs weights for inference; the kernels' side of the contract, not for users.</summary>
    /// <param name="parameters">The parameter arena.</param>
    /// <param name="derived">The arena to fill.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected abstract void DeriveInference(ref float parameters, ref float derived);

    /// <summary>Infers up to a micro-batch of samples; the kernels' side of the contract, not for users.</summary>
    /// <param name="inputs">[count, input].</param>
    /// <param name="outputs">[count, output], to be written.</param>
    /// <param name="count">From 1 to <see cref="NetworkDescription.InferenceMicroBatch"/>.</param>
    /// <param name="parameters">The parameter arena.</param>
    /// <param name="derived">What <see cref="DeriveInference"/> wrote.</param>
    /// <param name="workspace">Scratch of undefined contents.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected abstract void InferMicroBatch(
        ref float inputs, ref float outputs, int count, ref float parameters, ref float derived, ref float workspace);

    private void Initialize(int seed)
    {
        for (int i = 0; i < _parameters.Length; i++)
        {
            ParameterDescription parameter = _parameters[i].Description;
            var values = new float[_parameters[i].Count];
            Initializers.Fill(values, parameter.Shape, parameter.Initializer, parameter.FanIn, parameter.FanOut, seed, i);
            parameter.Layout.Pack(values, parameter.Shape, _parameterArena.Span.Slice(parameter.Offset, parameter.Layout.Floats));
        }
    }
}

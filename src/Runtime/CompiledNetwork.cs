using System.ComponentModel;
using NetCompiler.Numerics;

namespace NetCompiler;

/// <summary>
/// A network whose kernels were written at compile time. Generated code derives from it and supplies the kernels; this class holds the
/// parameters, predicts, saves and loads.
/// </summary>
/// <remarks>
/// <see cref="Predict"/> may run on any number of threads at once. Changing parameters (training, <see cref="LoadWeights(string)"/>,
/// <see cref="Parameter.CopyFrom"/>) is for one thread alone: a prediction that starts during a training step is refused, one that is
/// already running then computes with weights that change under it.
/// </remarks>
public abstract partial class CompiledNetwork
{
    private readonly Parameter[] _parameters;
    private int _training;

    /// <summary>Allocates the parameters and draws their first values.</summary>
    /// <param name="description">What the generator knows about the network.</param>
    /// <param name="seed">The same seed draws the same values, on every machine.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected CompiledNetwork(NetworkDescription description, int seed)
    {
        ArgumentNullException.ThrowIfNull(description);
        Description = description;
        Seed = seed;
        ParameterArena = new FloatArena(description.ParameterFloats);
        _parameters = Array.ConvertAll(description.Parameters, parameter => new Parameter(this, parameter));
        Initialize(seed);

        InputFloats = Shapes.Floats(description.InputShape);
        OutputFloats = Shapes.Floats(description.OutputShape);
        _derived = new FloatArena(description.InferenceDerivedFloats);
        _workspaces = new WorkspacePool(description.InferenceWorkspaceFloats);
        _microBatch = Math.Max(1, description.InferenceMicroBatch);
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

    internal int Seed { get; }

    internal FloatArena ParameterArena { get; }

    /// <summary>The gradients in the parameters' layout, once there are some.</summary>
    internal virtual FloatArena? GradientArena => null;

    /// <summary>A table of the layers as Keras prints it, with floating-point operations and memory.</summary>
    public string Summary() => NetworkSummary.Write(Description);

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

    /// <summary>To be called after every change of the parameters: packed copies are renewed at the next use.</summary>
    internal void ParametersChanged() => Interlocked.Increment(ref _version);

    /// <summary>Refuses what must not happen during a training step.</summary>
    internal void CheckNotTraining()
    {
        if (Volatile.Read(ref _training) != 0)
        {
            ThrowTraining();
        }
    }

    /// <summary>From here on predictions are refused, until <see cref="EndTraining"/>.</summary>
    internal void BeginTraining() => Volatile.Write(ref _training, 1);

    internal void EndTraining() => Volatile.Write(ref _training, 0);

    private void ThrowTraining() => throw new InvalidOperationException(
        $"'{Description.Name}' is being trained: its weights change. Predict between training steps, or use a second instance.");

    private void Initialize(int seed)
    {
        for (int i = 0; i < _parameters.Length; i++)
        {
            ParameterDescription parameter = _parameters[i].Description;
            var values = new float[_parameters[i].Count];
            Initializers.Fill(values, parameter.Shape, parameter.Initializer, parameter.FanIn, parameter.FanOut, seed, i);
            parameter.Layout.Pack(values, parameter.Shape, ParameterArena.Span.Slice(parameter.Offset, parameter.Layout.Floats));
        }
    }
}

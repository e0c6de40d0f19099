using System.ComponentModel;
using NetCompiler.Numerics;

namespace NetCompiler;

/// <summary>
/// A network whose kernels were written at compile time. Generated code derives from it and supplies the kernels; this class holds the
/// parameters, predicts, saves and loads.
/// </summary>
/// <remarks>
/// <see cref="Predict"/> may run on any number of threads at once. Changing parameters (training, <see cref="LoadWeights(string)"/>,
/// <see cref="Parameter.CopyFrom"/>) is for one thread alone. A prediction is refused when it starts during a training step or, on another thread, during a
/// run of <c>Fit</c>, and also when weights change while it is at work; so no prediction is ever one of weights that were half changed.
/// </remarks>
public abstract partial class CompiledNetwork : TensorFunctions
{
    private const int Free = 0, Busy = -1;

    private readonly Parameter[] _parameters;

    /// <summary><see cref="Free"/>, <see cref="Busy"/> during a training step, or the thread that fits and is between two steps.</summary>
    private int _training;

    /// <summary>The thread that fits, or <see cref="Free"/>.</summary>
    private int _fitting;

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
        _gradientWorkspaces = description.HasInputGradient
            ? new WorkspacePool(OutputWeightsOffset + (description.InputGradientMicroBatch * OutputFloats)) : null;
        _microBatch = Math.Max(1, description.InferenceMicroBatch);
        _rows = Rows(description, _microBatch);
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

    internal FloatArena ParameterArena { get; }

    /// <summary>The part of the arena that optimizers work on.</summary>
    internal Span<float> TrainableValues => ParameterArena.Span[..Description.TrainableFloats];

    /// <summary>The gradients in the trainable parameters' layout, once there are some.</summary>
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

    /// <summary>Refuses what must not happen during a training step, or a run of <c>Fit</c> on another thread.</summary>
    internal void CheckNotTraining()
    {
        if (Volatile.Read(ref _training) != Free)
        {
            CheckFitsItself();
        }
    }

    /// <summary>From here on, until <see cref="EndTraining"/>, nothing else may use the network. False when something does that already.</summary>
    internal bool TryBeginTraining()
    {
        int before = _fitting == Environment.CurrentManagedThreadId ? _fitting : Free;
        return Interlocked.CompareExchange(ref _training, Busy, before) == before;
    }

    internal void EndTraining() => Volatile.Write(ref _training, _fitting);

    /// <summary>Like a training step: from here on, until <see cref="EndChange"/>, predictions are refused.</summary>
    internal void BeginChange()
    {
        if (!TryBeginTraining())
        {
            ThrowTraining();
        }
    }

    internal void EndChange()
    {
        ParametersChanged();
        EndTraining();
    }

    /// <summary>From here on, until <see cref="EndFit"/>, only this thread may use the network. False when it is in use already.</summary>
    internal bool TryBeginFit()
    {
        if (Interlocked.CompareExchange(ref _training, Environment.CurrentManagedThreadId, Free) != Free)
        {
            return false;
        }

        _fitting = Environment.CurrentManagedThreadId;
        return true;
    }

    internal void EndFit()
    {
        _fitting = Free;
        Volatile.Write(ref _training, Free);
    }

    /// <summary>Refuses a prediction during which the weights of its start were changed.</summary>
    private void CheckUnchanged(int version)
    {
        Volatile.ReadBarrier();
        if (_version != version || _training == Busy)
        {
            ThrowTraining();
        }
    }

    private void CheckFitsItself()
    {
        if (Volatile.Read(ref _training) is not Free and var user && user != Environment.CurrentManagedThreadId)
        {
            ThrowTraining();
        }
    }

    private void ThrowTraining() => throw new InvalidOperationException(
        $"'{Description.Name}' is being trained: its weights change. Predict before or after, from a callback of Fit, or on a second instance.");

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

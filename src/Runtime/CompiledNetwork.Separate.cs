using System.ComponentModel;

namespace NetCompiler;

/// <content>Predictions of networks with several inputs or outputs, each in a span of its own.</content>
public abstract partial class CompiledNetwork
{
    /// <summary>
    /// Rows of a micro-batch, that separate inputs are gathered in and joint outputs are scattered from; null where there is one of each.
    /// </summary>
    private readonly WorkspacePool? _rows;

    /// <summary>Begins a prediction with separate inputs and outputs; for generated code.</summary>
    /// <param name="length">Floats of the first input.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected SeparateBatch BeginSeparate(int length)
    {
        TensorDescription first = Description.Inputs[0];
        if (length == 0 || length % first.Floats != 0)
        {
            throw new ArgumentException(
                $"'{Description.Name}' expects the input '{first.Name}' in samples of shape {Shapes.Print(first.Shape)}, {first.Floats} floats "
                    + $"each, at least one; got {length} floats.",
                first.Name);
        }

        return new SeparateBatch(this, length / first.Floats);
    }

    /// <summary>A prediction with separate inputs and outputs, a micro-batch at a time; for generated code.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected readonly ref struct SeparateBatch
    {
        private readonly CompiledNetwork _network;
        private readonly FloatArena _arena;
        private readonly int _version;

        internal SeparateBatch(CompiledNetwork network, int count)
        {
            (_network, Count, _arena, _version) = (network, count, network._rows!.Take(), network.BeginReading());
        }

        /// <summary>All samples.</summary>
        public int Count { get; }

        /// <summary>Samples that are predicted together, at most.</summary>
        public int Step => _network._microBatch;

        /// <summary>Refuses an input of another number of samples than the first's.</summary>
        /// <param name="number">The input's position in the description.</param>
        /// <param name="input">One sample after the other.</param>
        public void CheckInput(int number, ReadOnlySpan<float> input)
        {
            NetworkDescription description = _network.Description;
            TensorDescription part = description.Inputs[number];
            if (input.Length != (long)Count * part.Floats)
            {
                throw new ArgumentException(
                    $"'{description.Name}' expects {(long)Count * part.Floats} floats of the input '{part.Name}' for the {Count} samples of "
                        + $"'{description.Inputs[0].Name}', of shape {Shapes.Print(part.Shape)} each; got {input.Length}.",
                    part.Name);
            }
        }

        /// <summary>Refuses an output that has no room for exactly the samples.</summary>
        /// <param name="number">The output's position in the description.</param>
        /// <param name="output">One sample after the other.</param>
        public void CheckOutput(int number, ReadOnlySpan<float> output)
        {
            NetworkDescription description = _network.Description;
            TensorDescription part = description.Outputs[number];
            if (output.Length != (long)Count * part.Floats)
            {
                throw new ArgumentException(
                    $"'{description.Name}' writes {part.Floats} floats a sample to '{part.Name}', {(long)Count * part.Floats} for the {Count} "
                        + $"samples of the input; it has room for {output.Length}.",
                    part.Name);
            }
        }

        /// <summary>Refuses an output that overlaps an input or another output.</summary>
        /// <param name="number">The output's position in the description.</param>
        /// <param name="output">The output.</param>
        /// <param name="name">The other's name.</param>
        /// <param name="other">The other.</param>
        public void CheckApart(int number, ReadOnlySpan<float> output, string name, ReadOnlySpan<float> other)
        {
            if (output.Overlaps(other))
            {
                string own = _network.Description.Outputs[number].Name;
                throw new ArgumentException($"The output '{own}' of '{_network.Description.Name}' overlaps '{name}'.", own);
            }
        }

        /// <summary>Copies an input's samples into the rows.</summary>
        /// <param name="first">The first sample of the step.</param>
        /// <param name="number">The input's position in the description.</param>
        /// <param name="input">All of the input's samples.</param>
        public void Gather(int first, int number, ReadOnlySpan<float> input)
        {
            TensorDescription part = _network.Description.Inputs[number];
            Span<float> rows = Inputs(first);
            for (int sample = 0; sample < Samples(first); sample++)
            {
                input.Slice((first + sample) * part.Floats, part.Floats).CopyTo(rows[((sample * _network.InputFloats) + part.Offset)..]);
            }
        }

        /// <summary>Predicts the rows.</summary>
        /// <param name="first">The first sample of the step.</param>
        public void Predict(int first) => _network.Predict(Inputs(first), Outputs(first));

        /// <summary>Copies an output's samples out of the rows.</summary>
        /// <param name="first">The first sample of the step.</param>
        /// <param name="number">The output's position in the description.</param>
        /// <param name="output">All of the output's samples.</param>
        public void Scatter(int first, int number, Span<float> output)
        {
            TensorDescription part = _network.Description.Outputs[number];
            Span<float> rows = Outputs(first);
            for (int sample = 0; sample < Samples(first); sample++)
            {
                rows.Slice((sample * _network.OutputFloats) + part.Offset, part.Floats).CopyTo(output[((first + sample) * part.Floats)..]);
            }
        }

        /// <summary>Refuses the prediction where the weights changed between two steps.</summary>
        public void End() => _network.EndReading(_version);

        /// <summary>Gives the rows back.</summary>
        public void Dispose() => _network._rows!.Return(_arena);

        private int Samples(int first) => Math.Min(Step, Count - first);

        private Span<float> Inputs(int first) => _arena.Span[..(Samples(first) * _network.InputFloats)];

        private Span<float> Outputs(int first) => _arena.Span.Slice(Step * _network.InputFloats, Samples(first) * _network.OutputFloats);
    }
}

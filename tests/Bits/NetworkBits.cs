using System.Text;
using NetCompiler.Tests.Shared;

namespace NetCompiler.Bits;

/// <summary>A line of hashes for one network.</summary>
internal static class NetworkBits
{
    /// <summary>
    /// Whatever the network has: predictions, gradients of the outputs, of the parameters, of single samples and of the input, and weights after some
    /// steps.
    /// </summary>
    public static string Of(Func<CompiledNetwork> make, Options options)
    {
        var line = new StringBuilder();
        CompiledNetwork network = make();
        foreach (int batch in options.Batches)
        {
            line.Append($" predictions/{batch} {Fnv.Of(Predict(network, batch))}");
        }

        if (network.Description.HasInputGradient)
        {
            line.Append($" explanations {Fnv.Of(Explain(network, options.GradientBatch))}");
        }

        if (network.Description.Stream is { } stream)
        {
            line.Append($" steps {Fnv.Of(Steps(network, stream))}");
        }

        if (make() is TrainableNetwork trainable)
        {
            AppendTraining(line, trainable, options);
        }

        return line.ToString();
    }

    /// <summary>The network's outputs for made-up samples.</summary>
    public static float[] Predict(CompiledNetwork network, int batch)
    {
        var outputs = new float[network.OutputFloats * batch];
        network.Predict(network.MakeInputs(batch, seed: 77), outputs);
        return outputs;
    }

    /// <summary>The outputs of some steps of streams, and what the streams remember then.</summary>
    private static float[] Steps(CompiledNetwork network, StreamDescription stream)
    {
        const int Streams = 3;
        float[] inputs = network.MakeInputs(Streams, seed: 9);
        TensorDescription[] all = network.Description.Inputs;
        TensorDescription streamed = all[^1];
        int floats = streamed.Shape.Skip(1).Aggregate(1, (product, size) => product * size);
        IEnumerable<float> Part(int offset, int count) =>
            Enumerable.Range(0, Streams).SelectMany(n => inputs.Skip((n * network.InputFloats) + offset).Take(count));
        StreamState state = network.CreateState(Streams);
        if (streamed.Offset > 0)
        {
            network.Begin([.. Part(0, streamed.Offset)], state);
        }

        var outputs = new List<float>();
        var output = new float[Streams * stream.OutputShape.Aggregate(1, (product, size) => product * size)];
        for (int step = 0; step < Math.Min(5, streamed.Shape[0]); step++)
        {
            network.Step([.. Part(streamed.Offset + (step * floats), floats)], output, state);
            outputs.AddRange(output);
        }

        var values = new float[Streams * state.FloatsPerStream];
        state.CopyTo(values);
        return [.. outputs, .. values];
    }

    private static void AppendTraining(StringBuilder line, TrainableNetwork network, Options options)
    {
        network.ComputeThreads = options.Threads;
        if (network.Description.HasPerExampleGradients)
        {
            line.Append($" examples {Fnv.Of(GradientsOfExamples(network, options.TrainingBatch))}");
        }

        float[] inputs = network.MakeInputs(options.GradientBatch, seed: 5), targets = network.MakeTargets(options.GradientBatch, seed: 6);
        var inputGradients = new float[network.Description.HasInputGradient ? inputs.Length : 0];
        float loss = network.ComputeGradients(inputs, targets, inputGradients: inputGradients);
        IEnumerable<float> gradients = network.Parameters.Where(parameter => parameter.Trainable).SelectMany(parameter => parameter.Gradient());
        line.Append($" gradients {Fnv.Of([loss, .. gradients, .. inputGradients])}");

        var optimizer = new Adam(1e-3f);
        for (int step = 0; step < options.Steps; step++)
        {
            network.TrainStep(network.MakeInputs(options.TrainingBatch, step), network.MakeTargets(options.TrainingBatch, step + 100), optimizer);
        }

        line.Append($" trained {Fnv.Of([.. network.Weights(), .. Predict(network, options.TrainingBatch)])}");
    }

    private static float[] Explain(CompiledNetwork network, int batch)
    {
        float[] inputs = network.MakeInputs(batch, seed: 78), gradient = new float[inputs.Length];
        network.InputGradient(inputs, Predict(network, batch), gradient);
        return gradient;
    }

    private static float[] GradientsOfExamples(TrainableNetwork network, int batch)
    {
        var gradients = new float[network.GradientCount * batch];
        network.ComputePerExampleGradients(network.MakeInputs(batch, seed: 7), network.MakeTargets(batch, seed: 8), gradients);
        return gradients;
    }
}

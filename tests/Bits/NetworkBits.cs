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

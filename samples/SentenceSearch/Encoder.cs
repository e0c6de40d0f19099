using System.Numerics.Tensors;
using Microsoft.ML.Tokenizers;
using NetCompiler;

namespace SentenceSearch;

/// <summary>Makes a direction in 384 dimensions of a sentence: what means the same points the same way.</summary>
internal sealed class Encoder
{
    private const int Width = 384;

    private readonly SentenceEncoder _network = new();
    private readonly BertTokenizer _words;

    /// <param name="folder">Has the weights and the list of words.</param>
    public Encoder(string folder)
    {
        _words = BertTokenizer.Create(Path.Combine(folder, "vocab.txt"));
        _network.LoadWeights(Path.Combine(folder, "SentenceEncoder.safetensors"));
    }

    /// <summary>The most pieces of words of a sentence; what is behind them is not read.</summary>
    private int Steps => _network.Description.Inputs[0].Shape[0];

    public float[] Encode(string sentence)
    {
        // Its beginning and end are pieces, too.
        IReadOnlyList<int> pieces = _words.EncodeToIds(sentence, Steps, out _, out _);
        float[] numbers = new float[Steps], mask = new float[Steps], kinds = new float[Steps];
        float[] states = new float[Steps * Width], pooled = new float[Width];
        for (int i = 0; i < pieces.Count; i++)
        {
            (numbers[i], mask[i]) = (pieces[i], 1);
        }

        _network.Predict(numbers, mask, kinds, states, pooled);
        var mean = new float[Width];
        for (int i = 0; i < pieces.Count; i++)
        {
            TensorPrimitives.Add(mean, states.AsSpan(i * Width, Width), mean);
        }

        TensorPrimitives.Divide(mean, TensorPrimitives.Norm<float>(mean), mean);
        return mean;
    }
}

using NetCompiler;

namespace Names;

/// <summary>Invents names character by character, and measures how well names are foreseen.</summary>
internal sealed class Writer
{
    private readonly NameWriter _step = new();
    private readonly int _kinds;
    private readonly TokenSampler _sampler = new();
    private readonly float[] _input;
    private readonly float[] _output;

    /// <param name="kinds">Characters of that number and above are not written.</param>
    public Writer(NameReader model, int kinds)
    {
        _kinds = kinds;
        int copied = _step.CopyParametersFrom(model);
        if (copied != _step.Parameters.Count)
        {
            throw new InvalidOperationException($"Only {copied} of {_step.Parameters.Count} parameters have the model's names.");
        }

        (_input, _output) = (new float[_step.InputFloats], new float[_step.OutputFloats]);
    }

    /// <summary>The numbers of a new name's characters.</summary>
    public int[] Invent(Random random)
    {
        var name = new List<int>();
        int letter = NameList.Mark;
        Array.Clear(_input);
        while (name.Count < Sizes.Length - 1)
        {
            _input[0] = letter;
            _step.Predict(_input, _output);
            _output.AsSpan(Sizes.Characters).CopyTo(_input.AsSpan(1));
            letter = NameList.Mark + _sampler.Next(_output.AsSpan(NameList.Mark, _kinds - NameList.Mark), random);
            if (letter == NameList.Mark)
            {
                break;
            }

            name.Add(letter);
        }

        return [.. name];
    }

    /// <summary>Minus the mean logarithm of the probability that each character of the names had, the mark of their ends included.</summary>
    public static double Nats(NameReader model, Dataset names)
    {
        (double sum, int count) = (0, 0);
        float[] input = new float[Sizes.Length], target = new float[Sizes.Length], scores = new float[model.OutputFloats];
        for (int n = 0; n < names.Count; n++)
        {
            names.CopySample(n, input, target);
            model.Predict(input, scores);
            for (int place = 0; place < Sizes.Length && target[place] > 0; place++, count++)
            {
                Span<float> row = scores.AsSpan(place * Sizes.Characters, Sizes.Characters);
                SequenceGeneration.LogSoftmax(row);
                sum -= row[(int)target[place]];
            }
        }

        return sum / count;
    }
}

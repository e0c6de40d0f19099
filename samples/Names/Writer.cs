using NetCompiler;

namespace Names;

/// <summary>Invents names character by character, and measures how well names are foreseen.</summary>
internal sealed class Writer
{
    private readonly NameReader _model;
    private readonly StreamState _state;
    private readonly TokenSampler _sampler = new();
    private readonly float[] _scores = new float[Sizes.Characters];
    private readonly int _kinds;

    /// <param name="kinds">Characters of that number and above are not written.</param>
    public Writer(NameReader model, int kinds) => (_model, _state, _kinds) = (model, model.CreateState(), kinds);

    /// <summary>The numbers of a new name's characters.</summary>
    public int[] Invent(Random random)
    {
        var name = new List<int>();
        _state.Reset();
        for (int letter = NameList.Mark; name.Count < Sizes.Length - 1; name.Add(letter))
        {
            _model.Step([letter], _scores, _state);
            letter = NameList.Mark + _sampler.Next(_scores.AsSpan(NameList.Mark, _kinds - NameList.Mark), random);
            if (letter == NameList.Mark)
            {
                break;
            }
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

using System.Numerics;
using Digits;
using NetCompiler;

namespace Browser;

/// <summary>A network that reads what is drawn, says where it looks, and learns from corrections.</summary>
internal sealed class Pupil
{
    /// <summary>Floats of an image, and classes.</summary>
    public const int Pixels = DigitSet.ImageSize * DigitSet.ImageSize, Digits = 10;

    /// <summary>Samples of a step, and how many of them are corrections; the program draws the others.</summary>
    private const int Batch = 8, Corrections = 5;

    private readonly Random _random = new(1);
    private readonly DigitPainter _painter;
    private readonly DigitReader _model;
    private readonly Adam _optimizer = new(1e-3f);
    private readonly List<(Vector2[][] Strokes, int Digit)> _lessons = [];
    private readonly byte[] _image = new byte[Pixels];
    private readonly float[] _inputs = new float[Batch * Pixels], _targets = new float[Batch];
    private DigitExplainer? _explainer;

    /// <param name="weights">A file of weights.</param>
    public Pupil(byte[] weights)
    {
        _painter = new DigitPainter(_random);
        _model = DigitReader.Load(weights);
    }

    /// <summary>Probabilities of the ten digits.</summary>
    public float[] Read(float[] image)
    {
        var probabilities = new float[Digits];
        _model.Predict(image, probabilities);
        return probabilities;
    }

    /// <summary>How much each pixel speaks for the digit: the size of the gradient of its score, 1 where it is largest.</summary>
    public float[] Look(float[] image, int digit)
    {
        _explainer ??= DigitExplainer.Of(_model);
        var attribution = new float[Pixels];
        new Saliency(_explainer).Explain(image, digit, attribution);
        float largest = Math.Max(attribution.Max(), float.Epsilon);
        return Array.ConvertAll(attribution, value => value / largest);
    }

    /// <summary>Takes a correction in; <see cref="Step"/> learns it.</summary>
    public void Teach(Vector2[][] strokes, int digit) => _lessons.Add((strokes, digit));

    /// <summary>
    /// A step of training. Some of its digits are corrections, the last one and any others, never drawn twice the same; the rest is drawn by the
    /// program, so that what it could before is not forgotten.
    /// </summary>
    /// <returns>The loss.</returns>
    public float Step()
    {
        for (int i = 0; i < Batch; i++)
        {
            if (i < Corrections)
            {
                (Vector2[][] strokes, int digit) = i == 0 ? _lessons[^1] : _lessons[_random.Next(_lessons.Count)];
                _painter.Paint(() => strokes, _image);
                _targets[i] = digit;
            }
            else
            {
                int digit = _random.Next(Digits);
                _painter.Paint(digit, _image);
                _targets[i] = digit;
            }

            for (int pixel = 0; pixel < Pixels; pixel++)
            {
                _inputs[(i * Pixels) + pixel] = _image[pixel] / 255f;
            }
        }

        _explainer = null;
        return _model.TrainStep(_inputs, _targets, _optimizer);
    }

    /// <summary>The weights as a file that any other program with this network loads.</summary>
    public byte[] Save()
    {
        using var file = new MemoryStream();
        _model.Save(file);
        return file.ToArray();
    }
}

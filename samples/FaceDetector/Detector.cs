using NetCompiler;

namespace FaceDetector;

/// <summary>What BlazeFace (Bazarevsky et al., 2019) leaves to the program: anchors, and boxes that lie over each other.</summary>
internal sealed class Detector
{
    public const int Size = 128;

    private const int Points = 6, Numbers = 4 + (2 * Points);

    /// <summary>Boxes that share more are one face's.</summary>
    private const float MostOverlap = 0.3f;

    /// <summary>Grids of cells, and how many boxes each cell has.</summary>
    private static readonly (int Cells, int Boxes)[] Grids = [(16, 2), (8, 6)];

    private readonly FaceNetwork _network = new();

    public Detector(string weights) => _network.LoadWeights(weights);

    /// <summary>The faces, the surest first.</summary>
    /// <param name="image">[128, 128, 3], from -1 to 1.</param>
    /// <param name="threshold">The least score.</param>
    public List<Face> Find(ReadOnlySpan<float> image, float threshold = 0.5f)
    {
        float[] near = new float[512], far = new float[384], nearBoxes = new float[512 * Numbers], farBoxes = new float[384 * Numbers];
        _network.Predict(image, near, far, nearBoxes, farBoxes);
        List<Face> all = [.. Decode(Grids[0], near, nearBoxes, threshold), .. Decode(Grids[1], far, farBoxes, threshold)];
        return Merge(all);
    }

    private static IEnumerable<Face> Decode((int Cells, int Boxes) grid, float[] scores, float[] boxes, float threshold)
    {
        for (int i = 0; i < scores.Length; i++)
        {
            float score = 1 / (1 + MathF.Exp(-scores[i]));
            if (score < threshold)
            {
                continue;
            }

            // Numbers are pixels from the middle of a cell.
            int cell = i / grid.Boxes;
            float x = (cell % grid.Cells + 0.5f) / grid.Cells, y = (cell / grid.Cells + 0.5f) / grid.Cells;
            float[] own = boxes[(i * Numbers)..((i + 1) * Numbers)];
            yield return new Face(score, x + (own[0] / Size), y + (own[1] / Size), own[2] / Size, own[3] / Size,
                [.. Enumerable.Range(2, Points).Select(point => (x + (own[2 * point] / Size), y + (own[(2 * point) + 1] / Size)))]);
        }
    }

    /// <summary>Of boxes that lie over each other their mean, each with the weight of its score.</summary>
    private static List<Face> Merge(List<Face> all)
    {
        List<Face> left = [.. all.OrderByDescending(face => face.Score)], faces = [];
        while (left.Count > 0)
        {
            List<Face> same = left.FindAll(face => face == left[0] || face.Overlap(left[0]) > MostOverlap);
            float sum = same.Sum(face => face.Score);
            float Mean(Func<Face, float> part) => same.Sum(face => face.Score * part(face)) / sum;
            faces.Add(new Face(left[0].Score, Mean(face => face.X), Mean(face => face.Y), Mean(face => face.Width), Mean(face => face.Height),
                [.. Enumerable.Range(0, Points).Select(i => (Mean(face => face.Points[i].X), Mean(face => face.Points[i].Y)))]));
            left.RemoveAll(same.Contains);
        }

        return faces;
    }
}

namespace Detector;

/// <summary>Between things and the numbers of cells.</summary>
internal static class Boxes
{
    private const int Cells = YoloNetwork.Cells, Numbers = YoloNetwork.Numbers, Cell = Scene.Size / Cells;

    /// <summary>Boxes of a kind that share more are one thing's.</summary>
    private const float MostOverlap = 0.45f;

    private const float LeastScore = 0.02f;

    /// <summary>What the cells should say; where two things have their middles in one cell, of the one above.</summary>
    public static void Encode(Thing[] things, Span<float> cells)
    {
        cells.Clear();
        foreach (Thing thing in things)
        {
            int column = (int)(thing.X / Cell), row = (int)(thing.Y / Cell);
            Span<float> own = cells.Slice(((row * Cells) + column) * Numbers, Numbers);
            own.Clear();
            (own[0], own[1], own[2]) = (1, (thing.X / Cell) - column, (thing.Y / Cell) - row);
            (own[3], own[4], own[5 + thing.Kind]) = (thing.Width / Scene.Size, thing.Height / Scene.Size, 1);
        }
    }

    /// <summary>The things that cells tell of, the surest first, each once.</summary>
    public static List<Thing> Decode(ReadOnlySpan<float> cells)
    {
        List<Thing> all = [];
        for (int i = 0; i < Cells * Cells; i++)
        {
            ReadOnlySpan<float> own = cells.Slice(i * Numbers, Numbers);
            float[] kinds = [.. own[5..].ToArray().Select(MathF.Exp)];
            int kind = kinds.AsSpan().IndexOf(kinds.Max());
            float score = 1 / (1 + MathF.Exp(-own[0])) * kinds[kind] / kinds.Sum();
            if (score >= LeastScore)
            {
                all.Add(new Thing(kind, (i % Cells + own[1]) * Cell, (i / Cells + own[2]) * Cell, own[3] * Scene.Size, own[4] * Scene.Size, score));
            }
        }

        List<Thing> kept = [];
        foreach (Thing thing in all.OrderByDescending(thing => thing.Score))
        {
            if (!kept.Exists(other => other.Kind == thing.Kind && other.Overlap(thing) > MostOverlap))
            {
                kept.Add(thing);
            }
        }

        return kept;
    }
}

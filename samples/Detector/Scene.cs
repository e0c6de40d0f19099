namespace Detector;

/// <summary>A picture of things that lie over each other, on a ground that is not even, with noise.</summary>
/// <param name="Pixels">[64, 64, 3], from 0 to 1.</param>
/// <param name="Things">What is on it.</param>
internal sealed record Scene(float[] Pixels, Thing[] Things)
{
    public const int Size = YoloNetwork.Size;

    private const int MostThings = 6;

    /// <summary>No thing has less than this share of it to be seen.</summary>
    private const double LeastSeen = 0.5;

    public static Scene Paint(Random random)
    {
        int count = random.Next(1, MostThings + 1);
        List<(Thing Thing, float[] Color)> things = [];
        while (things.Count < count)
        {
            float width = Between(random, 11, 26), height = width * Between(random, 0.75f, 1.33f);
            float x = Between(random, width / 2, Size - (width / 2)), y = Between(random, height / 2, Size - (height / 2));
            var thing = new Thing(random.Next(Thing.Kinds), x, y, width, height);
            things.Add((thing, Color(random)));
            if (!things.TrueForAll(other => IsSeen(things, other.Thing)))
            {
                things.RemoveAt(things.Count - 1);
            }
        }

        float[] ground = Color(random), slope = [Between(random, -0.2f, 0.2f), Between(random, -0.2f, 0.2f)], pixels = new float[Size * Size * 3];
        for (int i = 0; i < pixels.Length; i++)
        {
            int place = i / 3, x = place % Size, y = place / Size;
            int top = things.FindLastIndex(thing => thing.Thing.Covers(x + 0.5f, y + 0.5f));
            float shade = (slope[0] * x / Size) + (slope[1] * y / Size) + Between(random, -0.12f, 0.12f);
            pixels[i] = Math.Clamp((top < 0 ? ground : things[top].Color)[i % 3] + shade, 0, 1);
        }

        return new(pixels, [.. things.Select(thing => thing.Thing)]);
    }

    /// <summary>Whether enough of a thing is not under later ones.</summary>
    private static bool IsSeen(List<(Thing Thing, float[] Color)> things, Thing thing)
    {
        const int samples = 8;
        int at = things.FindIndex(other => other.Thing == thing), all = 0, seen = 0;
        for (int i = 0; i < samples * samples; i++)
        {
            float x = thing.X + (thing.Width * (((i % samples + 0.5f) / samples) - 0.5f));
            float y = thing.Y + (thing.Height * (((i / samples + 0.5f) / samples) - 0.5f));
            if (thing.Covers(x, y))
            {
                all++;
                seen += things.FindLastIndex(other => other.Thing.Covers(x, y)) == at ? 1 : 0;
            }
        }

        return seen >= LeastSeen * all;
    }

    private static float[] Color(Random random) => [random.NextSingle(), random.NextSingle(), random.NextSingle()];

    private static float Between(Random random, float low, float high) => low + ((high - low) * random.NextSingle());
}

namespace Captions;

/// <summary>Two shapes and where the larger one is, which is said first.</summary>
/// <param name="First">Number of the larger shape: its colour and its form.</param>
/// <param name="Place">Where it is.</param>
/// <param name="Second">Number of the second shape.</param>
internal readonly record struct Scene(int First, int Place, int Second)
{
    public const int Size = CaptionNetwork.Size, Steps = CaptionNetwork.Steps;

    private static readonly string[] Colors = ["red", "green", "blue", "yellow", "white"];
    private static readonly string[] Forms = ["disc", "square", "triangle", "cross"];
    private static readonly string[][] Places = [["left", "of"], ["right", "of"], ["above"], ["below"]];
    private static readonly float[][] Rgb =
        [[0.9f, 0.15f, 0.1f], [0.1f, 0.7f, 0.2f], [0.15f, 0.25f, 0.9f], [0.9f, 0.85f, 0.1f], [0.95f, 0.95f, 0.95f]];


    /// <summary>All words; the first one ends a sentence.</summary>
    public static string[] Words { get; } = [".", "a", .. Colors, .. Forms, "left", "right", "of", "above", "below"];

    /// <summary>One of seven scenes is never shown in training: all others have its colours, forms and places, but not together.</summary>
    public bool IsKept => ((First * 31) + (Place * 17) + (Second * 13)) % 7 == 0;

    public static Scene Draw(Random random)
    {
        int first = random.Next(Colors.Length * Forms.Length);
        int second = (first + 1 + random.Next((Colors.Length * Forms.Length) - 1)) % (Colors.Length * Forms.Length);
        return new(first, random.Next(Places.Length), second);
    }

    public string[] Sentence => ["a", Colors[First / Forms.Length], Forms[First % Forms.Length], .. Places[Place],
        "a", Colors[Second / Forms.Length], Forms[Second % Forms.Length]];

    /// <summary>The scene as a picture, [32, 32, 3], never twice the same.</summary>
    public void Paint(Random random, Span<float> pixels)
    {
        bool isAcross = Place < 2;
        float near = 8 + Between(random, -2, 2), far = 24 + Between(random, -2, 2);
        float one = 16 + Between(random, -6, 6), other = 16 + Between(random, -6, 6);
        (float firstAlong, float secondAlong) = Place % 2 == 0 ? (near, far) : (far, near);
        (float X, float Y, float Radius)[] shapes =
        [
            isAcross ? (firstAlong, one, Between(random, 6.5f, 8)) : (one, firstAlong, Between(random, 6.5f, 8)),
            isAcross ? (secondAlong, other, Between(random, 4, 5)) : (other, secondAlong, Between(random, 4, 5)),
        ];
        int[] numbers = [First, Second];
        float ground = Between(random, 0.1f, 0.4f);
        for (int i = 0; i < pixels.Length; i++)
        {
            (float x, float y) = ((i / 3 % Size) + 0.5f, (i / 3 / Size) + 0.5f);
            int shape = Array.FindLastIndex(numbers, number => Array.IndexOf(numbers, number) is var at
                && Covers(numbers[at] % Forms.Length, (x - shapes[at].X) / shapes[at].Radius, (y - shapes[at].Y) / shapes[at].Radius));
            float color = shape < 0 ? ground : Rgb[numbers[shape] / Forms.Length][i % 3];
            pixels[i] = Math.Clamp(color + Between(random, -0.1f, 0.1f), 0, 1);
        }
    }

    private static bool Covers(int form, float x, float y) => form switch
    {
        0 => (x * x) + (y * y) <= 1,
        1 => Math.Abs(x) <= 0.95f && Math.Abs(y) <= 0.95f,
        2 => Math.Abs(y) <= 1 && Math.Abs(x) <= (1 + y) / 2,
        _ => (Math.Abs(x) <= 0.3f && Math.Abs(y) <= 1) || (Math.Abs(y) <= 0.3f && Math.Abs(x) <= 1),
    };

    private static float Between(Random random, float low, float high) => low + ((high - low) * random.NextSingle());
}

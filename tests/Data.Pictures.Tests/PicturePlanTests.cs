using NetCompiler.Runtime.Tests;
using SkiaSharp;

namespace NetCompiler.Data.Pictures.Tests;

[Network, Input(2, 2, 3), Flatten, Dense(2), Loss(Loss.SparseCategoricalCrossentropy, FromLogits = true)]
internal sealed partial class Small;

public sealed class PicturePlanTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Pixels_become_numbers_from_0_to_1_channel_by_channel()
    {
        byte[] picture = DrawnDigits.Encode(1, 2, (_, column) => column == 0 ? new SKColor(255, 0, 51) : new SKColor(0, 102, 255));
        Assert.Equal([1, 0, 0.2f, 0, 0.4f, 1], new PicturePlan(1, 2).ToInput(picture));
        float[] grey = new PicturePlan(1, 2, channels: 1).ToInput(picture);
        Assert.Equal(0.299f + (0.114f * 0.2f), grey[0], 1e-6f);
        Assert.Equal((0.587f * 0.4f) + 0.114f, grey[1], 1e-6f);
    }

    [Fact]
    public void What_is_transparent_shows_the_background_or_is_a_channel()
    {
        byte[] picture = DrawnDigits.Encode(1, 2, (_, column) => new SKColor(255, 0, 0, column == 0 ? (byte)0 : (byte)51));
        float[] white = new PicturePlan(1, 2).ToInput(picture), black = new PicturePlan(1, 2) { Background = 0 }.ToInput(picture);
        Near([1, 1, 1, 1, 0.8f, 0.8f], white);
        Near([0, 0, 0, 0.2f, 0, 0], black);
        float[] four = new PicturePlan(1, 2, channels: 4).ToInput(picture);
        Assert.Equal([0, 0.2f], new[] { four[3], four[7] });
    }

    [Fact]
    public void Smaller_is_the_mean_and_larger_is_in_between()
    {
        byte[] columns = DrawnDigits.Encode(4, 4, (_, column) => Shade(column * 51));
        // Half as wide, each new pixel weighs the four around its place by 1, 3, 3 and 1; at the edge there are three.
        Near([3 / 7f * 0 + 3 / 7f * 0.2f + 1 / 7f * 0.4f, 1 / 7f * 0.2f + 3 / 7f * 0.4f + 3 / 7f * 0.6f],
            new PicturePlan(1, 2, channels: 1).ToInput(columns));
        byte[] two = DrawnDigits.Encode(1, 2, (_, column) => Shade(column * 255));
        Near([0, 0.25f, 0.75f, 1], new PicturePlan(1, 4, channels: 1).ToInput(two));
    }

    [Theory]
    [InlineData(PictureFit.Stretch, new[] { 0.4f, 0.4f, 0.8f, 0.8f, 0.4f, 0.4f, 0.8f, 0.8f })]
    [InlineData(PictureFit.Crop, new[] { 0.4f, 0.4f, 0.8f, 0.8f, 0.4f, 0.4f, 0.8f, 0.8f })]
    [InlineData(PictureFit.Pad, new[] { 1f, 0.4f, 0.8f, 1, 1, 0.4f, 0.8f, 1 })]
    public void Other_proportions_are_stretched_cut_or_padded(PictureFit fit, float[] expected)
    {
        // Two by two, 0.4 on the left and 0.8 on the right, in an input of two by four; the interpolation between is left out by its own test.
        byte[] picture = DrawnDigits.Encode(2, 2, (_, column) => Shade(column == 0 ? 102 : 204));
        float[] input = new PicturePlan(2, 4, channels: 1) { Fit = fit }.ToInput(picture);
        int[] sure = [0, 3, 4, 7];
        Near([.. sure.Select(i => expected[i])], [.. sure.Select(i => input[i])]);
        if (fit == PictureFit.Pad)
        {
            Near(expected, input);
        }
    }

    [Fact]
    public void A_crop_is_the_middle()
    {
        byte[] picture = DrawnDigits.Encode(1, 3, (_, column) => Shade(column * 51));
        Near([0.2f], new PicturePlan(1, 1, channels: 1) { Fit = PictureFit.Crop }.ToInput(picture));
    }

    [Fact]
    public void A_photograph_is_upright()
    {
        // JPEG with an Exif block that says "turned by a quarter": orientation 6, the first row is the right side.
        byte[] jpeg = DrawnDigits.Encode(16, 32, (_, column) => Shade(column < 16 ? 0 : 255), SKEncodedImageFormat.Jpeg);
        byte[] exif =
        [
            0xFF, 0xE1, 0, 34, (byte)'E', (byte)'x', (byte)'i', (byte)'f', 0, 0, (byte)'M', (byte)'M', 0, 42, 0, 0, 0, 8, 0, 1,
            0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, 6, 0, 0, 0, 0, 0, 0,
        ];
        float[] input = new PicturePlan(2, 1, channels: 1).ToInput([.. jpeg[..2], .. exif, .. jpeg[2..]]);
        Assert.InRange(input[0], 0, 0.2f);
        Assert.InRange(input[1], 0.8f, 1);
    }

    [Fact]
    public void What_is_no_picture_is_named()
    {
        string text = _folder.Write("text.png", "no picture at all");
        byte[] whole = DrawnDigits.Encode(64, 64, (row, column) => new SKColor((byte)(row * column), (byte)(row + column), 7));
        string cut = _folder.Write("cut.png", whole[..(whole.Length / 2)]);
        var plan = new PicturePlan(8, 8);
        Assert.Contains("text.png: expected a picture", Assert.Throws<ModelFileException>(() => plan.ToInput(text)).Message,
            StringComparison.Ordinal);
        Assert.Contains("cut.png: expected a whole picture", Assert.Throws<ModelFileException>(() => plan.ToInput(cut)).Message,
            StringComparison.Ordinal);
        Assert.Throws<ModelFileException>(() => plan.ToInput([]));
    }

    [Fact]
    public void A_small_file_that_claims_to_be_huge_is_refused()
    {
        // The size stands in the header of a PNG, with a checksum of its own behind it.
        byte[] png = DrawnDigits.Encode(1, 1, (_, _) => Shade(0));
        byte[] header = [(byte)'I', (byte)'H', (byte)'D', (byte)'R', 0, 1, 0x86, 0xA0, 0, 1, 0x86, 0xA0, .. png.AsSpan(24, 5)];
        uint sum = Crc32.Append(0, header);
        header.CopyTo(png, 12);
        System.Buffers.Binary.BinaryPrimitives.WriteUInt32BigEndian(png.AsSpan(29), sum);
        ModelFileException error = Assert.Throws<ModelFileException>(() => new PicturePlan(8, 8).ToInput(png));
        Assert.Contains("100000 x 100000", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_plan_is_kept_with_the_weights()
    {
        var plan = new PicturePlan(2, 2) { Fit = PictureFit.Pad, Background = 0.5f, ClassNames = ["cat", "dog"] };
        var network = new Small(seed: 3);
        string path = _folder["weights.safetensors"];
        network.Save(path, plan);
        PicturePlan loaded = PicturePlan.Load(path);
        Assert.Equal((2, 2, 3, PictureFit.Pad, 0.5f), (loaded.Height, loaded.Width, loaded.Channels, loaded.Fit, loaded.Background));
        Assert.Equal(["cat", "dog"], loaded.ClassNames);
        byte[] picture = DrawnDigits.Encode(2, 2, (row, column) => new SKColor((byte)(row * 99), (byte)(column * 55), 200));
        PicturePrediction before = plan.Predict(network, picture), after = loaded.Predict(Small.Load(path), picture);
        Assert.Equal(before.Probabilities, after.Probabilities);
        Assert.Equal(1, after.Probabilities.Sum(), 1e-6f);
        Assert.Equal(after.ClassName, after.Top(2)[0].ClassName);

        network.Save(path, new Dictionary<string, string> { ["netcompiler.pictures"] = "{}" });
        Assert.Contains("the file is damaged", Assert.Throws<ModelFileException>(() => PicturePlan.Load(path)).Message, StringComparison.Ordinal);
        network.Save(path);
        Assert.Contains("it has none", Assert.Throws<ModelFileException>(() => PicturePlan.Load(path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Networks_and_folders_that_do_not_fit_are_refused()
    {
        var network = new Small();
        byte[] picture = DrawnDigits.Encode(2, 2, (_, _) => Shade(0));
        var other = new PicturePlan(3, 2) { ClassNames = ["a", "b"] };
        Assert.Contains("expected from (3, 2, 3) to 2", Assert.Throws<ArgumentException>(() => other.Predict(network, picture)).Message,
            StringComparison.Ordinal);
        Assert.Contains("knows no classes", Assert.Throws<InvalidOperationException>(() => network.Save("x", new PicturePlan(2, 2))).Message,
            StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => new PicturePlan(0, 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => new PicturePlan(1 << 20, 1 << 20));
        Assert.Throws<ArgumentOutOfRangeException>(() => new PicturePlan(2, 2, channels: 2));
        Assert.Throws<ArgumentException>(() => new PicturePlan(2, 2) { ClassNames = ["a", "a"] });
    }

    private static SKColor Shade(int shade) => new((byte)shade, (byte)shade, (byte)shade);

    private static void Near(float[] expected, float[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, 1e-5f));
    }
}

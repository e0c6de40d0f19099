using NetCompiler.Runtime.Tests;
using NetCompiler.Runtime.Tests.Data;
using SkiaSharp;

namespace NetCompiler.Data.Pictures.Tests;

public sealed class PictureFolderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Classes_are_folders_in_order_and_only_pictures_count()
    {
        Write("b/2.png", 1);
        Write("b/1.PNG", 2);
        Write("a/deeper/3.jpg", 3);
        File.WriteAllText(_folder["root/a/notes.txt"], "no picture");
        PictureFolder pictures = PictureFolder.Read(_folder["root"]);
        Assert.Equal(["a", "b"], pictures.ClassNames);
        Assert.Equal([0, 1, 1], pictures.Labels);
        Assert.Equal(["3.jpg", "1.PNG", "2.png"], pictures.Paths.Select(path => Path.GetFileName(path)));
    }

    [Fact]
    public void Folders_without_classes_or_pictures_are_refused()
    {
        Assert.Throws<DirectoryNotFoundException>(() => PictureFolder.Read(_folder["missing"]));
        Write("a/1.png", 1);
        Directory.CreateDirectory(_folder["root/empty"]);
        Assert.Contains("empty' has no picture", Assert.Throws<InvalidDataException>(() => PictureFolder.Read(_folder["root"])).Message,
            StringComparison.Ordinal);
        Assert.Contains("has no folders", Assert.Throws<InvalidDataException>(() => PictureFolder.Read(_folder["root/a"])).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_split_has_every_class_on_both_sides()
    {
        PictureFolder pictures = WriteThirty();
        (PictureFolder train, PictureFolder test) = pictures.Split(0.2, seed: 1);
        Assert.Equal((24, 6), (train.Count, test.Count));
        Assert.All([0, 1, 2], label => Assert.Equal(2, test.Labels.Count(l => l == label)));
        Assert.Equal(pictures.Paths.Order(), train.Paths.Concat(test.Paths).Order());
        Assert.Equal(test.Paths, pictures.Split(0.2, seed: 1).Last.Paths);
        Assert.NotEqual(test.Paths, pictures.Split(0.2, seed: 2).Last.Paths);
    }

    [Fact]
    public void A_source_gives_what_the_data_set_has()
    {
        PictureFolder pictures = WriteThirty();
        var plan = new PicturePlan(1, 1, channels: 1);
        Dataset data = plan.ToDataset(pictures);
        IDataSource source = plan.ToSource(pictures);
        SourceReading.AssertSame(data, source, shuffled: false);
        SourceReading.AssertSkips(source, SourceReading.InOrder);
        SourceReading.AssertSkips(source, SourceReading.Shuffled());
        (float[] inputs, float[] targets) = source.ReadAll(SourceReading.Shuffled());
        Assert.NotEqual(data.Labels(), targets);
        Assert.All(inputs.Zip(targets), pair => Assert.Equal(pair.Second, MathF.Floor(pair.First * 255 / 80)));
        Assert.Equal(inputs, source.ReadAll(SourceReading.Shuffled(), batch: 4).Inputs);
    }

    [Fact]
    public void A_damaged_file_among_many_is_named()
    {
        PictureFolder pictures = WriteThirty();
        File.WriteAllText(pictures.Paths[17], "damaged");
        var plan = new PicturePlan(1, 1, channels: 1);
        ModelFileException error = Assert.Throws<ModelFileException>(() => plan.ToDataset(pictures));
        Assert.Equal(pictures.Paths[17], error.Path);
    }

    [Fact]
    public void A_folder_with_other_classes_is_refused()
    {
        PictureFolder pictures = WriteThirty();
        var plan = new PicturePlan(1, 1) { ClassNames = ["x", "y", "z"] };
        Assert.Contains("has the classes a, b, c; expected x, y, z", Assert.Throws<ArgumentException>(() => plan.ToSource(pictures)).Message,
            StringComparison.Ordinal);
    }

    /// <summary>Ten of each of three classes, one pixel each: class 0 has shades below 80, class 1 below 160, class 2 the others.</summary>
    private PictureFolder WriteThirty()
    {
        for (int i = 0; i < 30; i++)
        {
            Write($"{"abc"[i % 3]}/{i}.png", (80 * (i % 3)) + i);
        }

        return PictureFolder.Read(_folder["root"]);
    }

    private void Write(string name, int shade) => DrawnDigits.Save(_folder["root/" + name], 1, 1, (_, _) =>
        new SKColor((byte)shade, (byte)shade, (byte)shade));
}

internal static class DatasetLabels
{
    public static float[] Labels(this Dataset data) => data.ReadAll(SourceReading.InOrder).Targets;
}

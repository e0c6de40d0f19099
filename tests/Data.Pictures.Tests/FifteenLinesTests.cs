using NetCompiler.Runtime.Tests;

namespace NetCompiler.Data.Pictures.Tests;

[Network, Input(28, 28, 1)]
[Conv2D(16, 3, Activation = Activation.Relu), MaxPool2D(2), Conv2D(32, 3, Activation = Activation.Relu), MaxPool2D(2)]
[Flatten, Dropout(0.3f), Dense(10), Loss(Loss.SparseCategoricalCrossentropy, FromLogits = true)]
internal sealed partial class PictureReader;

public sealed class FifteenLinesTests
{
    /// <summary>From 200 PNG files to the prediction of one by a saved file: what is between the marks is what a user writes.</summary>
    [Fact]
    public void Two_hundred_drawn_digits_are_enough_to_read_others()
    {
        using var folder = new TemporaryFolder();
        DrawnDigits.Write(folder["digits"], 200, seed: 1);
        DrawnDigits.Write(folder["unseen"], 100, seed: 2);
        string weights = folder["digits.safetensors"];

        // Begin.
        PictureFolder pictures = PictureFolder.Read(folder["digits"]);
        var plan = new PicturePlan(28, 28, channels: 1);
        IDataSource varied = plan.ToDataset(pictures).RandomTranslation(0.1f, 0.1f, FillMode.Nearest).RandomRotation(0.03f, FillMode.Nearest)
            .RandomZoom(0.15f, FillMode.Nearest);
        var trained = new PictureReader(seed: 1);
        trained.Fit(varied, new FitOptions { Epochs = 80, BatchSize = 20, Optimizer = new Adam(3e-3f), Verbose = false });
        trained.Save(weights, plan);

        var network = PictureReader.Load(weights);
        PicturePlan loaded = PicturePlan.Load(weights);
        PicturePrediction reading = loaded.Predict(network, PictureFolder.Read(folder["unseen"]).Paths[0]);
        // End.

        Assert.Equal(200, pictures.Count);
        Assert.Equal("eight", reading.ClassName);
        PictureFolder unseen = PictureFolder.Read(folder["unseen"]);
        double right = unseen.Paths.Zip(unseen.Labels).Count(pair => loaded.Predict(network, pair.First).Label == pair.Second);
        Assert.InRange(right / unseen.Count, 0.85, 1);
    }
}

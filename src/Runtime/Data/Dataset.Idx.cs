namespace NetCompiler;

/// <content>From IDX files.</content>
public sealed partial class Dataset
{
    /// <summary>Images and their labels from IDX files as of MNIST, gzipped or not: inputs [height, width, 1], pixels divided by 255.</summary>
    /// <param name="imagesPath">The file of images.</param>
    /// <param name="labelsPath">The file of labels, one an image.</param>
    /// <param name="classCount">Labels must be below it; 256 or more accepts every byte.</param>
    /// <exception cref="ModelFileException">A file is damaged or no such file, or they hold different numbers of samples.</exception>
    public static Dataset FromIdx(string imagesPath, string labelsPath, int classCount = 256)
    {
        IdxImages images = IdxFile.ReadImages(imagesPath);
        byte[] labels = IdxFile.ReadLabels(labelsPath, classCount);
        if (labels.Length != images.Count)
        {
            throw new ModelFileException(labelsPath, 4, $"expected {images.Count} labels, one an image of {imagesPath}, but found {labels.Length}.");
        }

        var inputs = new float[images.Pixels.Length];
        for (int i = 0; i < inputs.Length; i++)
        {
            inputs[i] = images.Pixels[i] / 255f;
        }

        return FromArrays(inputs, [images.Height, images.Width, 1], Array.ConvertAll(labels, label => (int)label));
    }
}

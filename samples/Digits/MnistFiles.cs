using System.Buffers.Binary;
using NetCompiler;

namespace Digits;

/// <summary>A folder with the four files of MNIST, each as it is or gzipped.</summary>
internal static class MnistFiles
{
    private const string TrainImages = "train-images-idx3-ubyte";
    private const string TrainLabels = "train-labels-idx1-ubyte";
    private const string TestImages = "t10k-images-idx3-ubyte";
    private const string TestLabels = "t10k-labels-idx1-ubyte";

    public static (Dataset Train, Dataset Test) Read(string folder) =>
        (Dataset.FromIdx(Find(folder, TrainImages), Find(folder, TrainLabels)), Dataset.FromIdx(Find(folder, TestImages), Find(folder, TestLabels)));

    public static void Write(string folder, DigitSet train, DigitSet test)
    {
        Directory.CreateDirectory(folder);
        WriteIdx(Path.Combine(folder, TrainImages), train.Pixels, train.Labels.Length, DigitSet.ImageSize, DigitSet.ImageSize);
        WriteIdx(Path.Combine(folder, TrainLabels), train.Labels, train.Labels.Length);
        WriteIdx(Path.Combine(folder, TestImages), test.Pixels, test.Labels.Length, DigitSet.ImageSize, DigitSet.ImageSize);
        WriteIdx(Path.Combine(folder, TestLabels), test.Labels, test.Labels.Length);
    }

    private static string Find(string folder, string name)
    {
        string path = Path.Combine(folder, name);
        return File.Exists(path) ? path
            : File.Exists(path + ".gz") ? path + ".gz"
            : throw new FileNotFoundException($"Neither {name} nor {name}.gz is in {folder}.");
    }

    /// <summary>IDX: two zeros, the element type (8 for bytes), the number of sizes, the sizes with their high byte first, the elements.</summary>
    private static void WriteIdx(string path, byte[] elements, params int[] sizes)
    {
        using FileStream file = File.Create(path);
        file.Write([0, 0, 8, (byte)sizes.Length]);
        var bytes = new byte[4];
        foreach (int size in sizes)
        {
            BinaryPrimitives.WriteInt32BigEndian(bytes, size);
            file.Write(bytes);
        }

        file.Write(elements);
    }
}

using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace NetCompiler.Fuzz;

/// <summary>Every reader of files; a new one gets a line here.</summary>
internal static class Targets
{
    public static IEnumerable<FuzzTarget> All(ScratchFolder folder) =>
    [
        SafeTensorsFile(folder),
        Npy(folder),
        Npz(folder),
        Idx(),
        Csv(folder),
        Weights(folder),
        Checkpoint(folder),
        Sources(folder, "npy-source", NpySeeds(folder), path => DataSource.FromNpy(path, path)),
        Sources(folder, "idx-source", [IdxSeeds[0]], path => DataSource.FromIdx(path, folder.Write("labels", [0, 0, 8, 1, 0, 0, 0, 3, 0, 1, 2]))),
        Sources(folder, "safetensors-source", [SafeTensorsSeeds(folder)[2]], path => DataSource.FromSafeTensors(path, "x", "y")),
        .. TextTargets.All(folder),
    ];

    private static byte[][] IdxSeeds =>
    [
        [0, 0, 8, 3, 0, 0, 0, 3, 0, 0, 0, 4, 0, 0, 0, 5, .. Enumerable.Range(0, 60).Select(i => (byte)i)],
        [0, 0, 8, 1, 0, 0, 0, 9, .. Enumerable.Range(0, 9).Select(i => (byte)i)],
    ];

    private static FuzzTarget SafeTensorsFile(ScratchFolder folder)
    {
        byte[][] files = SafeTensorsSeeds(folder);
        byte[][] headers = [.. files.Select(file => file[8..(8 + (int)BinaryPrimitives.ReadInt64LittleEndian(file))])];
        return new FuzzTarget(
            "safetensors",
            bytes => SafeTensors.Read("input", new MemoryStream(bytes)),
            new FuzzForm(files),
            new FuzzForm(headers, header => SafeTensorsBytes(header, new byte[36])))
        {
            Words =
            [
                "{", "}", "[", "]", ",", ":", "\"", "null", "true", "\"x\":{}", "\"dtype\":\"F32\"", "\"dtype\":\"F4\"", "\"shape\":[0]",
                    "\"data_offsets\":[0,0]", "\"__metadata__\":{}", "\\ud800",
                "\"a\":{\"dtype\":\"F32\",\"shape\":[],\"data_offsets\":[0,4]},",
            ],
        };
    }

    private static FuzzTarget Npy(ScratchFolder folder) => new(
        "npy",
        bytes => NpyFile.Read("input", "input", new MemoryStream(bytes), bytes.Length, long.MaxValue),
        new FuzzForm(NpySeeds(folder)),
        new FuzzForm([.. NpySeeds(folder).Select(file => file[10..])], text => [0x93, .. "NUMPY"u8, 1, 0, 118, 0, .. text]))
    {
        Words = ["'descr'", "'<f4'", "'>i8'", "'|O'", "'|b1'", "True", "False", "(", ")", ",", "{", "}", "'shape': (", "(1, 1, 1, 1,", "\\x00"],
    };

    private static FuzzTarget Npz(ScratchFolder folder)
    {
        TensorData[] tensors = [new("fc1/kernel", [2, 3], [1, 2, 3, 4, 5, 6]), new("zeros", [64, 64], new float[4096]), new("s", [], [1])];
        byte[][] files = [folder.Made("a.npz", path => NpzFile.Write(path, tensors)),
            folder.Made("b.npz", path => NpzFile.Write(path, tensors, compress: true))];
        return new FuzzTarget(
            "npz",
            bytes => NpzFile.Read("input", new MemoryStream(bytes)),
            new FuzzForm(files),
            new FuzzForm(NpySeeds(folder), array => Zip(array, CompressionLevel.Fastest)),
            new FuzzForm(NpySeeds(folder), array => Zip(array, CompressionLevel.NoCompression)))
        {
            Words = ["PK\u0001\u0002", "PK\u0003\u0004", "PK\u0005\u0006", "PK\u0006\u0006", "PK\u0006\u0007", ".npy", "'descr': '|u1'",
                "'fortran_order': True"],
        };
    }

    private static FuzzTarget Idx()
    {
        byte[] blank = [0, 0, 8, 3, 0, 0, 0, 200, 0, 0, 0, 16, 0, 0, 0, 16, .. new byte[200 * 256]];
        return new FuzzTarget(
            "idx",
            ReadIdx,
            new FuzzForm(IdxSeeds),
            new FuzzForm([.. IdxSeeds.Append(blank).Select(Gzip)]),
            new FuzzForm(IdxSeeds, Gzip));
    }

    /// <summary>As images or else as labels: what is damaged may be either.</summary>
    private static void ReadIdx(byte[] bytes)
    {
        try
        {
            IdxFile.Read("input", new MemoryStream(bytes), 3);
        }
        catch (ModelFileException)
        {
            IdxFile.Read("input", new MemoryStream(bytes), 1);
        }
    }

    private static FuzzTarget Csv(ScratchFolder folder)
    {
        byte[][] files =
        [
            "a,b,species\n1.5,2,setosa\n-3e2,4,virginica\n"u8.ToArray(),
            "\"a\",\"b\"\"x\",c\r\n1,2,\"setosa\"\r\n\r\n3,\"4\",setosa"u8.ToArray(),
            Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 100).Select(i => $"{i},{i * 0.5},{(i % 2 == 0 ? "setosa" : "7")}\n"))),
        ];
        var classes = new CsvOptions { ClassNames = ["setosa", "virginica"], MissingValue = 0 };
        var numbers = new CsvOptions { HasHeader = false };
        return new FuzzTarget("csv", bytes => Dataset.FromCsv(folder.Write("input.csv", bytes), bytes.Length % 2 == 0 ? classes : numbers),
            new FuzzForm(files))
        {
            Words = ["\"", "\"\"", ",", "\n", "\r\n", "\r", ";", "NaN", "Infinity", "\u00e4", "\ufeff", "setosa", ",,,,", "1e39"],

            // Options that name columns which the file does not have.
            Refuses = exception => exception is ModelFileException or ArgumentException { ParamName: "options" },
        };
    }

    /// <summary>Safetensors files, with their checksums or in another program's order, for a network.</summary>
    private static FuzzTarget Weights(ScratchFolder folder)
    {
        var network = new SmallNetwork();
        return new FuzzTarget(
            "weights",
            bytes =>
            {
                string path = folder.Write("weights", bytes);
                network.InspectWeights(path, WeightLayout.PyTorch, WeightNames.InOrder);
                network.LoadWeights(path);
            },
            new FuzzForm([folder.Made("a", path => network.Save(path)), folder.Made("b", path => network.Save(path, WeightLayout.PyTorch))]));
    }

    /// <summary>Training states, with the damage under a right checksum as often as not.</summary>
    private static FuzzTarget Checkpoint(ScratchFolder folder)
    {
        var network = new SmallNetwork();
        var optimizer = new Adam(1e-3f);
        network.TrainStep(new float[16], new float[1], optimizer);
        byte[] file = folder.Made("state", path => network.SaveTrainingState(path, optimizer));
        return new FuzzTarget(
            "checkpoint",
            bytes => network.LoadTrainingState(folder.Write("checkpoint", bytes), optimizer),
            new FuzzForm([file]),
            new FuzzForm([file[..^StateFile.ChecksumBytes]], Signed))
        {
            Words = ["NETSTATE", "network/name", "optimizer/", "\u0001\0\0\0\0\0\0\0", "SmallNetwork"],
        };
    }

    /// <summary>The right length of the values and the right checksum, as far as there is room for them.</summary>
    private static byte[] Signed(byte[] bytes)
    {
        if (bytes.Length >= StateFile.HeaderBytes)
        {
            BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(16), bytes.Length - StateFile.HeaderBytes);
        }

        var checksum = new byte[StateFile.ChecksumBytes];
        BinaryPrimitives.WriteUInt32LittleEndian(checksum, ~StateWriter.Append(StateWriter.NoChecksum, bytes));
        return [.. bytes, .. checksum];
    }

    /// <summary>Data that stay in their files: opened, and gone through once.</summary>
    private static FuzzTarget Sources(ScratchFolder folder, string name, byte[][] seeds, Func<string, IDataSource> open) => new(
        name,
        bytes =>
        {
            IDataSource source = open(folder.Write(name, bytes));
            using ISampleReader reader = source.Read(new DataPass(Seed: 1, Epoch: 0, Shuffle: bytes.Length % 2 == 0));
            var inputs = new float[source.InputFloats];
            var targets = new float[source.TargetFloats];
            for (int left = 100; left > 0 && reader.Read(inputs, targets, 1) > 0; left--)
            {
            }
        },
        new FuzzForm(seeds));

    private static byte[][] SafeTensorsSeeds(ScratchFolder folder) =>
    [
        folder.Made("a", path => SafeTensors.Write(path, [new("fc1/kernel", [2, 3], [1, 2, 3, 4, 5, 6]), new("fc1/bias", [3], [0, 0, 0])])),
        folder.Made("b", path => SafeTensors.Write(path, [new("x", [], [1]), new("empty", [0, 4], [])],
            new Dictionary<string, string> { ["format"] = "pt" })),
        folder.Made("c", path => SafeTensors.Write(path, [new("x", [4, 2], [1, 2, 3, 4, 5, 6, 7, 8]), new("y", [4], [0, 1, 2, 3])])),
        folder.Made("d", path => SafeTensors.Write(path,
            [.. Enumerable.Range(0, 40).Select(i => new TensorData($"layer.{i}.weight", [i], new float[i]))])),
        SafeTensorsBytes(
            """{"h":{"dtype":"F16","shape":[2],"data_offsets":[0,4]},"q":{"dtype":"I64","shape":[1],"data_offsets":[4,12]}}"""u8.ToArray(),
            new byte[12]),
    ];

    private static byte[][] NpySeeds(ScratchFolder folder) =>
    [
        folder.Made("a.npy", path => NpyFile.Write(path, new TensorData("x", [2, 3], [1, 2, 3, 4, 5, 6]))),
        folder.Made("b.npy", path => NpyFile.Write(path, new TensorData("x", [], [1]))),
        folder.Made("c.npy", path => NpyFile.Write(path, new TensorData("x", [0, 5], []))),
        NpyBytes("{'descr': '>i2', 'fortran_order': True, 'shape': (3, 4), }", 24),
        NpyBytes("{'descr': '|u1', 'fortran_order': True, 'shape': (100, 20), }", 2000),
    ];

    private static byte[] NpyBytes(string text, int data) =>
        [0x93, .. "NUMPY"u8, 1, 0, 118, 0, .. Encoding.ASCII.GetBytes(text.PadRight(117)), (byte)'\n', .. new byte[data]];

    private static byte[] SafeTensorsBytes(byte[] header, byte[] data)
    {
        byte[] file = [.. new byte[8], .. header, .. data];
        BinaryPrimitives.WriteInt64LittleEndian(file, header.Length);
        return file;
    }

    private static byte[] Zip(byte[] array, CompressionLevel level)
    {
        var bytes = new MemoryStream();
        using (var archive = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            using Stream stream = archive.CreateEntry("x.npy", level).Open();
            stream.Write(array);
        }

        return bytes.ToArray();
    }

    public static byte[] Gzip(byte[] content)
    {
        var bytes = new MemoryStream();
        using (var stream = new GZipStream(bytes, CompressionLevel.Fastest, leaveOpen: true))
        {
            stream.Write(content);
        }

        return bytes.ToArray();
    }
}

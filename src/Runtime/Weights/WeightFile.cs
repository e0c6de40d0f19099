namespace NetCompiler;

/// <summary>A network's parameters in a file: NPZ where the name ends so, else safetensors.</summary>
internal static class WeightFile
{
    /// <summary>A copy of the parameters, as tensors to write.</summary>
    public static TensorData[] Collect(Parameter[] parameters, WeightLayout layout, WeightNames names)
    {
        if (names == WeightNames.InOrder)
        {
            throw new ArgumentException("Expected names for the tensors to write; an order has none.", nameof(names));
        }

        WeightConvention convention = WeightConvention.Of(layout);
        string[] tensorNames = names.Of(parameters, convention);
        var tensors = new TensorData[parameters.Length];
        for (int i = 0; i < tensors.Length; i++)
        {
            var values = new float[parameters[i].Count];
            parameters[i].CopyTo(values);
            WeightPlaces places = convention.Places(parameters[i]);
            tensors[i] = new TensorData(tensorNames[i], places.Shape, places.ToTensor(values));
        }

        return WeightParts.Join(tensors);
    }

    /// <param name="path">The file.</param>
    /// <param name="tensors">What <see cref="Collect"/> gave.</param>
    /// <param name="layout">Their layout.</param>
    /// <param name="metadata">What else belongs to the network; null for nothing.</param>
    /// <exception cref="ArgumentException">There is metadata, for which the file's kind has no place.</exception>
    public static void Write(string path, TensorData[] tensors, WeightLayout layout, Dictionary<string, string>? metadata = null)
    {
        if (IsNpz(path))
        {
            if (metadata is not null)
            {
                throw new ArgumentException("An NPZ file has no place for what belongs to a network beside its tensors; expected another ending, "
                    + "such as .safetensors.", nameof(path));
            }

            NpzFile.Write(path, tensors);
        }
        else
        {
            SafeTensors.Write(path, tensors, WeightMetadata.Of(tensors, layout, metadata));
        }
    }

    /// <summary>The values of each parameter, in their order and layout, once the file is known to hold exactly these.</summary>
    public static float[][] Read(string path, Parameter[] parameters, WeightLayout layout, WeightNames names)
    {
        var (report, matches) = Match(path, parameters, layout, names);
        if (!report.Fits)
        {
            throw new ModelFileException(path, null, $"the tensors do not fit the network; {report.Problems()}.");
        }

        WeightConvention convention = WeightConvention.Of(layout);
        var values = new float[parameters.Length][];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = convention.Places(parameters[i]).FromTensor(matches[i]!.Values);
        }

        return values;
    }

    public static WeightReport Inspect(string path, Parameter[] parameters, WeightLayout layout, WeightNames names) =>
        Match(path, parameters, layout, names).Report;

    private static (WeightReport Report, TensorData?[] Matches) Match(string path, Parameter[] parameters, WeightLayout layout, WeightNames names)
    {
        WeightConvention convention = WeightConvention.Of(layout);
        string[]? named = names == WeightNames.InOrder ? null : names.Of(parameters, convention);
        TensorData[] tensors = ReadTensors(path);
        string?[] expected = named ?? WeightOrder.Names(tensors, sorted: !IsNpz(path), parameters, convention);
        Dictionary<string, TensorData> left = WeightParts.Split(tensors, expected).ToDictionary(tensor => tensor.Name, StringComparer.Ordinal);
        var matches = new TensorData?[parameters.Length];
        var entries = new List<WeightEntry>();
        for (int i = 0; i < matches.Length; i++)
        {
            int[] shape = convention.Places(parameters[i]).Shape;
            bool found = left.Remove(expected[i] ?? string.Empty, out matches[i]);
            WeightStatus status = !found ? WeightStatus.Missing : shape.AsSpan().SequenceEqual(matches[i]!.Shape) ? WeightStatus.Fits
                : WeightStatus.WrongShape;
            entries.Add(new WeightEntry(status, parameters[i].Name, expected[i], shape, matches[i]?.Shape));
        }

        entries.AddRange(left.Values.Where(tensor => !convention.Ignores(tensor.Name)).OrderBy(tensor => tensor.Name, StringComparer.Ordinal)
            .Select(tensor => new WeightEntry(WeightStatus.Extra, null, tensor.Name, null, tensor.Shape)));
        return (new WeightReport(path, entries), matches);
    }

    private static TensorData[] ReadTensors(string path)
    {
        using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        if (IsNpz(path))
        {
            return NpzFile.Read(path, file);
        }

        RefuseOtherFormats(path, file);
        (TensorData[] tensors, IReadOnlyDictionary<string, string> metadata) = SafeTensors.Read(path, file);
        WeightMetadata.Check(path, tensors, metadata);
        return tensors;
    }

    /// <summary>The files that people try first: PyTorch's pickles in a zip archive, and Keras' HDF5.</summary>
    private static void RefuseOtherFormats(string path, FileStream file)
    {
        Span<byte> start = stackalloc byte[4];
        int got = file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        file.Position = 0;
        string? found = start[..got] switch
        {
            [(byte)'P', (byte)'K', 3, 4] => "a zip archive, such as a .pt file of PyTorch's or a .keras file",
            [0x89, (byte)'H', (byte)'D', (byte)'F'] => "an HDF5 file",
            _ => null,
        };
        if (found is not null)
        {
            throw new ModelFileException(path, 0, $"expected a safetensors file, or a name that ends in .npz, but found {found}; write its "
                + $"tensors to one of these first.");
        }
    }

    private static bool IsNpz(string path) => Path.GetExtension(path).Equals(".npz", StringComparison.OrdinalIgnoreCase);
}

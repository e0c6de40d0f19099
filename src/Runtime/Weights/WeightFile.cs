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

    /// <summary>The same to a stream, as safetensors.</summary>
    public static void Write(Stream stream, TensorData[] tensors, WeightLayout layout, Dictionary<string, string>? metadata = null) =>
        SafeTensors.Write(stream, tensors, WeightMetadata.Of(tensors, layout, metadata));

    /// <summary>
    /// The values of each parameter that was asked for, in their order and layout, once the file is known to hold what it must; null where it may
    /// be without one.
    /// </summary>
    public static (float[]?[] Values, WeightReport Report) Read(WeightRequest request, WeightSource source)
    {
        var (report, matches) = Match(request, source);
        bool suffices = request.Match == WeightMatch.Exact ? report.Fits : report.Entries.Any(entry => entry.Status == WeightStatus.Fits);
        if (!suffices)
        {
            string none = request.Match == WeightMatch.Exact ? "the tensors do not fit the network" : "none of the tensors fits the network";
            throw new ModelFileException(source.Path, null, $"{none}; {report.Problems()}.");
        }

        float[]?[] values = new float[]?[request.Parameters.Length];
        for (int i = 0; i < values.Length; i++)
        {
            if (report.Entries[i].Status == WeightStatus.Fits)
            {
                values[i] = request.Convention.Places(request.Parameters[i]).FromTensor(matches[i]!.Values);
            }
        }

        return (values, report);
    }

    public static WeightReport Inspect(WeightRequest request, WeightSource source) => Match(request, source).Report;

    private static (WeightReport Report, TensorData?[] Matches) Match(WeightRequest request, WeightSource source)
    {
        WeightConvention convention = request.Convention;
        Parameter[] parameters = request.Parameters;
        string?[] expected = request.NamesIn(source);
        Dictionary<string, TensorData> left =
            WeightParts.Split(source.Tensors, expected).ToDictionary(tensor => tensor.Name, StringComparer.Ordinal);
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

        var others = expected.Skip(parameters.Length).ToHashSet(StringComparer.Ordinal);
        entries.AddRange(left.Values.Where(tensor => !convention.Ignores(tensor.Name) && !others.Contains(tensor.Name))
            .OrderBy(tensor => tensor.Name, StringComparer.Ordinal)
            .Select(tensor => new WeightEntry(WeightStatus.Extra, null, tensor.Name, null, tensor.Shape)));
        return (new WeightReport(source.Path, entries), matches);
    }

    public static bool IsNpz(string path) => Path.GetExtension(path).Equals(".npz", StringComparison.OrdinalIgnoreCase);
}

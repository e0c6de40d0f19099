namespace DigitsInference;

/// <summary>The command line, read by hand: a parser library would outweigh the network.</summary>
internal sealed class Arguments
{
    public const string Usage =
        """
        usage: DigitsInference WEIGHTS IMAGES [options]
          WEIGHTS         weights of the digit classifier (safetensors)
          IMAGES          28 x 28 images (IDX, gzipped or not); one predicted digit a line is printed
          --train N       first train N steps on the images; needs --labels
          --labels FILE   the images' digits (IDX)
          --batch B       images per training step (32)
          --threads T     threads that train (1)
          --seed S        seed of the network (0)
          --save FILE     write the weights
          --dump FILE     write the network's outputs as little-endian floats
        """;

    private readonly Dictionary<string, string> _options = new(StringComparer.Ordinal);
    private readonly List<string> _files = [];

    public Arguments(string[] words)
    {
        for (int i = 0; i < words.Length; i++)
        {
            if (!words[i].StartsWith("--", StringComparison.Ordinal))
            {
                _files.Add(words[i]);
            }
            else if (words[i] is "--train" or "--labels" or "--batch" or "--threads" or "--seed" or "--save" or "--dump" && i + 1 < words.Length)
            {
                _options[words[i]] = words[++i];
            }
            else
            {
                throw new ArgumentException($"{words[i]} is not an option, or lacks its value.");
            }
        }

        if (_files.Count != 2)
        {
            throw new ArgumentException($"Expected the files WEIGHTS and IMAGES, got {_files.Count} names.");
        }
    }

    public string Weights => _files[0];

    public string Images => _files[1];

    public string? this[string option] => _options.GetValueOrDefault(option);

    public int Number(string option, int otherwise, int least) =>
        this[option] is not { } text ? otherwise
        : int.TryParse(text, out int value) && value >= least ? value
        : throw new ArgumentException($"{option} takes a whole number of at least {least}, not '{text}'.");
}

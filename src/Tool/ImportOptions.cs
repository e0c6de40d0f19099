using System.CommandLine;
using System.Globalization;
using NetCompiler.Onnx;

namespace NetCompiler.Tool;

/// <summary>What commands that import a model are told about it.</summary>
internal sealed class ImportOptions
{
    public Argument<string> Model { get; } = new("model") { Description = "The ONNX file." };

    private readonly Option<string[]> _dimensions = new("--dim")
    {
        Description = "The size of an axis that the model leaves free, as name=number, or as input[place]=number where it has no name; may be "
            + "given several times.",
        DefaultValueFactory = _ => [],
    };

    private readonly Option<string> _batch = new("--batch")
    {
        Description = "The name of the batch's axis, or input[place], where that is not the first; with commas between several.",
        DefaultValueFactory = _ => "",
    };

    private readonly Option<string[]> _constants = new("--constant")
    {
        Description = "An input that is a constant of the class, as name=number, with commas between several; may be given several times.",
        DefaultValueFactory = _ => [],
    };

    private readonly Option<bool> _whole = new("--no-batch") { Description = "The first axis is an axis as others, no batch." };
    private readonly Option<bool> _first = new("--channels-first") { Description = "Inputs and outputs keep the model's order of axes." };

    public void AddTo(Command command)
    {
        command.Arguments.Add(Model);
        foreach (Option option in new Option[] { _dimensions, _batch, _constants, _whole, _first })
        {
            command.Options.Add(option);
        }
    }

    public OnnxImportOptions Read(ParseResult given) => new()
    {
        Name = OnnxImporter.NameOf(given.GetValue(Model)!),
        Dimensions = given.GetValue(_dimensions)!.Select(Dimension).ToDictionary(),
        Batch = given.GetValue(_batch)!,
        Constants = given.GetValue(_constants) is { Length: > 0 } constants ? Constants(given.GetValue(Model)!, constants)
            : new Dictionary<string, OnnxTensor>(),
        HasBatch = !given.GetValue(_whole),
        ChannelsFirst = given.GetValue(_first),
    };

    /// <summary>The imported class; what stands against it is an error.</summary>
    public static OnnxImport Import(string path, OnnxImportOptions options)
    {
        OnnxImport import;
        try
        {
            import = OnnxImporter.Import(path, options);
        }
        catch (ArgumentException fault)
        {
            throw new CommandException(fault.Message);
        }

        return import.IsComplete ? import
            : throw new CommandException($"{path} cannot be imported:\n{string.Join('\n', import.Refusals.Select(refusal => "  " + refusal))}");
    }

    private static Dictionary<string, OnnxTensor> Constants(string path, string[] settings)
    {
        var model = OnnxModel.Load(path);
        try
        {
            return settings.Select(setting => OnnxImporter.ConstantOf(model, setting))
                .ToDictionary(constant => constant.Name, StringComparer.Ordinal);
        }
        catch (ArgumentException fault)
        {
            throw new CommandException(fault.Message);
        }
    }

    private static KeyValuePair<string, long> Dimension(string text)
    {
        int sign = text.LastIndexOf('=');
        return sign > 0 && long.TryParse(text.AsSpan(sign + 1), NumberStyles.None, CultureInfo.InvariantCulture, out long size) && size > 0
            ? new(text[..sign], size)
            : throw new CommandException($"Expected name=number for --dim, such as height=224, but got '{text}'.");
    }
}

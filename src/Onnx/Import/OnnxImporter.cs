using System.Security.Cryptography;
using NetCompiler.Onnx.Import;
using NetCompiler.Onnx.Import.Operations;

namespace NetCompiler.Onnx;

/// <summary>Makes annotated C# classes of models.</summary>
public static class OnnxImporter
{
    /// <summary>The operations that are imported, by their names.</summary>
    public static IReadOnlyList<OnnxOperation> Operations { get; } =
        [.. OperationTable.All.Select(operation => new OnnxOperation(operation.Name, operation.Since))];

    /// <summary>The newest version of ONNX's operations that is read.</summary>
    public static int NewestOpset => GraphImporter.NewestOpset;

    /// <summary>The name of a class for a file: <c>ResNet18</c> for <c>models/res-net_18.onnx</c>.</summary>
    public static string NameOf(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        string name = ClassNames.Pascal(Path.GetFileNameWithoutExtension(path));
        return ClassNames.IsName(name) ? name : "ImportedNetwork";
    }

    /// <summary>The value of an input for <see cref="OnnxImportOptions.Constants"/>, of a text such as <c>rate=16000</c>.</summary>
    /// <exception cref="ArgumentException">The text is no input of the model with numbers of its type.</exception>
    public static OnnxTensor ConstantOf(OnnxModel model, string setting)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(setting);
        return GivenConstant.Of(model, setting);
    }

    /// <summary>Makes a class of a file, whose name and hash stand in its header.</summary>
    /// <exception cref="ModelFileException">The file is no sound model.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="ArgumentException">An option is no name or no size.</exception>
    public static OnnxImport Import(string path, OnnxImportOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(path);
        options ??= new OnnxImportOptions { Name = NameOf(path) };
        var model = OnnxModel.Load(path);
        using FileStream file = File.OpenRead(path);
        string hash = Convert.ToHexStringLower(SHA256.HashData(file));
        return Import(model, options with { File = Path.GetFileName(path), Hash = hash });
    }

    /// <summary>Makes a class of a model, or says what stands against it; never half a class.</summary>
    /// <exception cref="ArgumentException">An option is no name or no size.</exception>
    public static OnnxImport Import(OnnxModel model, OnnxImportOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        options ??= new OnnxImportOptions();
        if (!ClassNames.IsName(options.Name))
        {
            throw new ArgumentException($"Expected a name of a class, but got '{Listing.Cut(options.Name, 100)}'.", nameof(options));
        }

        if (options.Namespace.Length > 0 && !options.Namespace.Split('.').All(ClassNames.IsName))
        {
            throw new ArgumentException($"Expected a namespace, but got '{Listing.Cut(options.Namespace, 100)}'.", nameof(options));
        }

        foreach ((string name, long size) in options.Dimensions)
        {
            if (size is < 1 or > int.MaxValue)
            {
                throw new ArgumentException($"Expected a size of at least 1 for '{Listing.Cut(name, 100)}', but got {size}.", nameof(options));
            }
        }

        return new GraphImporter(model, options).Run();
    }
}

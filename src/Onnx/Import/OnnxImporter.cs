using NetCompiler.Onnx.Import;

namespace NetCompiler.Onnx;

/// <summary>Makes annotated C# classes of models.</summary>
public static class OnnxImporter
{
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

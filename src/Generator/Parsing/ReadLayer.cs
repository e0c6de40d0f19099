using System;
using System.Linq;
using NetCompiler.Generator.Diagnostics;
using NetCompiler.Generator.Model;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Parsing;

/// <summary>Layer attribute -> draft, one method a layer; arguments at fault are reported.</summary>
internal static class ReadLayer
{
    /// <summary>Null for a layer that is not known.</summary>
    public static LayerDraft? Run(LayerArguments arguments) => arguments.Attribute.ClassName switch
    {
        "NetCompiler.DenseAttribute" => Dense(arguments),
        "NetCompiler.BatchNormalizationAttribute" => BatchNormalization(arguments),
        "NetCompiler.GroupNormalizationAttribute" => GroupNormalization(arguments),
        "NetCompiler.LayerNormalizationAttribute" => LayerNormalization(arguments),
        "NetCompiler.RMSNormalizationAttribute" => RmsNormalization(arguments),
        "NetCompiler.FlattenAttribute" => new(ShapeRules.Flatten, _ => new FlattenOp()),
        "NetCompiler.ReshapeAttribute" => Reshape(arguments),
        "NetCompiler.DropoutAttribute" => Dropout(arguments, ShapeRules.Elementwise, rate => new DropoutOp(rate)),
        "NetCompiler.SpatialDropout1DAttribute" => SpatialDropout(arguments, 1),
        "NetCompiler.SpatialDropout2DAttribute" => SpatialDropout(arguments, 2),
        "NetCompiler.ActivationAttribute" => Activate(arguments),
        "NetCompiler.EmbeddingAttribute" => ReadTable.Embedding(arguments),
        "NetCompiler.PositionEmbeddingAttribute" => ReadTable.Positions(arguments),
        "NetCompiler.TiedDenseAttribute" => ReadTable.Tied(arguments),
        "NetCompiler.MultiHeadAttentionAttribute" => ReadAttention.Run(arguments),
        _ when arguments.Attribute.TypeArgument is not null => Block(arguments),
        "NetCompiler.PReLUAttribute" => PRelu(arguments),
        _ => ReadWindowLayer.Run(arguments),
    };

    /// <summary>A class as a layer: its own layers have the shapes.</summary>
    private static LayerDraft Block(LayerArguments arguments)
    {
        arguments.Size("repeat");
        return new(ShapeRules.Elementwise, _ => throw new InvalidOperationException("A block is no layer of its own."));
    }

    private static LayerDraft Dense(LayerArguments arguments)
    {
        var units = arguments.Size("units");
        var bias = arguments.Attribute.Value("UseBias", true);
        var (kernel, start) = Initializers(arguments);
        return new(input => ShapeRules.Dense(input, units), _ => new DenseOp(units, bias, kernel, start), Activation(arguments));
    }

    private static LayerDraft BatchNormalization(LayerArguments arguments)
    {
        var momentum = arguments.Attribute.Value("Momentum", 0.99f);
        if (!(momentum >= 0 && momentum <= 1))
        {
            arguments.Report(Descriptors.MomentumOutOfRange, "Momentum", Invariant.Text(momentum));
        }

        var (center, scale) = (arguments.Attribute.Value("Center", true), arguments.Attribute.Value("Scale", true));
        var op = new BatchNormalizationOp(momentum, Epsilon(arguments, 1e-3f), center, scale, arguments.Attribute.Value("UnbiasedMovingVariance", false));
        return new(ShapeRules.Elementwise, _ => op);
    }

    private static LayerDraft GroupNormalization(LayerArguments arguments)
    {
        var each = arguments.Attribute.Value("Groups", GroupNormalizationOp.DefaultGroups) == GroupNormalizationOp.EachChannel;
        var groups = each ? GroupNormalizationOp.EachChannel : arguments.Size("Groups", GroupNormalizationOp.DefaultGroups);
        var op = new GroupNormalizationOp(groups, Epsilon(arguments, 1e-3f), arguments.Attribute.Value("Center", true), arguments.Attribute.Value("Scale", true));
        return new(input => ShapeRules.GroupNormalization(input, groups), _ => op, Groups: GroupNormalizationOp.DefaultGroups);
    }

    private static LayerDraft LayerNormalization(LayerArguments arguments)
    {
        var op = new LayerNormalizationOp(Epsilon(arguments, 1e-3f), arguments.Attribute.Value("Center", true), arguments.Attribute.Value("Scale", true));
        return new(ShapeRules.Elementwise, _ => op);
    }

    private static LayerDraft RmsNormalization(LayerArguments arguments)
    {
        var op = new RmsNormalizationOp(Epsilon(arguments, 1e-6f));
        return new(ShapeRules.Elementwise, _ => op);
    }

    private static float Epsilon(LayerArguments arguments, float standard)
    {
        var epsilon = arguments.Attribute.Value("Epsilon", standard);
        if (!(epsilon > 0 && epsilon <= float.MaxValue))
        {
            arguments.Report(Descriptors.EpsilonInvalid, "Epsilon", Invariant.Text(epsilon));
        }

        return epsilon;
    }

    private static LayerDraft Reshape(LayerArguments arguments)
    {
        var shape = arguments.Attribute.Array("shape") ?? [];
        if (shape.Length == 0)
        {
            arguments.Report(Descriptors.EmptyShape, "shape");
        }

        for (var i = 0; i < shape.Length; i++)
        {
            if (shape[i] is 0 or < -1)
            {
                arguments.Report(Descriptors.TooSmall, arguments.Attribute.Where("shape", i), "a size", Invariant.Text(shape[i]));
            }
        }

        var inferred = shape.Count(size => size == -1);
        if (inferred > 1)
        {
            arguments.Report(Descriptors.ReshapeAmbiguous, "shape", Invariant.Text(shape), Invariant.Text(inferred));
        }

        return new(input => ShapeRules.Reshape(input, shape), _ => new ReshapeOp(), Requested: shape);
    }

    private static LayerDraft SpatialDropout(LayerArguments arguments, int rank) =>
        Dropout(arguments, input => ShapeRules.SpatialDropout(input, rank), rate => new SpatialDropoutOp(rate)) with { Rank = rank };

    private static LayerDraft Dropout(LayerArguments arguments, Func<EquatableArray<int>, ShapeResult> shape, Func<float, OpSpec> op)
    {
        var rate = arguments.Attribute.Value("rate", 0f);
        if (!(rate >= 0 && rate < 1))
        {
            arguments.Report(Descriptors.RateOutOfRange, "rate", Invariant.Text(rate));
        }

        return new(shape, _ => op(rate));
    }

    private static LayerDraft PRelu(LayerArguments arguments)
    {
        EquatableArray<int> shared = new(arguments.Attribute.Array("SharedAxes") ?? []);
        var alpha = arguments.Choice("AlphaInitializer", "Initializer", InitializerKind.Zeros);
        return new(input => ShapeRules.PRelu(input, shared), _ => new PReluOp(shared, alpha));
    }

    private static LayerDraft Activate(LayerArguments arguments)
    {
        var kind = arguments.Choice<ActivationKind>("kind", "Activation");
        var alpha = arguments.Attribute.Value("Alpha", float.NaN);
        var standard = Activations.DefaultAlpha(kind);
        if (float.IsNaN(alpha))
        {
            alpha = standard ?? 0;
        }
        else if (standard is null)
        {
            arguments.Report(Descriptors.AlphaUnused, "Alpha", kind.ToString());
        }
        else if (float.IsInfinity(alpha) || (kind == ActivationKind.Celu && alpha == 0))
        {
            var rule = kind == ActivationKind.Celu ? "finite and not 0" : "finite";
            arguments.Report(Descriptors.AlphaInvalid, "Alpha", kind.ToString(), rule, Invariant.Text(alpha));
        }

        return new(ShapeRules.Elementwise, _ => new ActivationOp(kind, alpha));
    }

    internal static (InitializerKind Kernel, InitializerKind Bias) Initializers(LayerArguments arguments) => (
        arguments.Choice("KernelInitializer", "Initializer", InitializerKind.GlorotUniform),
        arguments.Choice("BiasInitializer", "Initializer", InitializerKind.Zeros));

    internal static ActivationKind Activation(LayerArguments arguments) => arguments.Choice<ActivationKind>("Activation", "Activation");
}

namespace NetCompiler;

/// <content>Stages that augment images, named as Keras' layers. Each sample's draws depend on the seed, the epoch and its place in the pass, and on
/// nothing else.</content>
public static partial class DataSource
{
    /// <summary>
    /// Inputs times <paramref name="scale"/> plus <paramref name="offset"/>, both of them finite, as Keras' <c>Rescaling</c>.
    /// </summary>
    public static IDataSource Rescaling(this IDataSource source, float scale, float offset = 0)
    {
        Argument.Finite(scale, nameof(scale));
        Argument.Finite(offset, nameof(offset));
        return source.Map((input, _, _) =>
        {
            foreach (ref float value in input)
            {
                value = (value * scale) + offset;
            }
        });
    }

    /// <summary>
    /// Labels become targets of a float a class, 1 at the label and 0 elsewhere, as <c>CategoricalCrossentropy</c> and <see cref="MixUp"/> want them.
    /// </summary>
    /// <param name="source">Targets of one float, whole numbers from 0 to <paramref name="classes"/> - 1; others throw an
    /// <see cref="InvalidOperationException"/> when they are read.</param>
    /// <param name="classes">At least 2.</param>
    public static IDataSource OneHot(this IDataSource source, int classes)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentOutOfRangeException.ThrowIfLessThan(classes, 2);
        if (source.TargetFloats != 1)
        {
            throw new ArgumentException($"OneHot expects targets of one float, the labels, but they have {source.TargetFloats}.", nameof(source));
        }

        return source.Map(source.InputShape.ToArray(), classes, (input, target, newInput, newTarget, _) =>
        {
            float label = target[0];
            if (!(label >= 0 && label < classes) || label != MathF.Floor(label))
            {
                throw new InvalidOperationException(FormattableString.Invariant($"Expected a label from 0 to {classes - 1}, but found {label}."));
            }

            input.CopyTo(newInput);
            newTarget.Clear();
            newTarget[(int)label] = 1;
        });
    }

    /// <summary>Adds normal noise of mean 0 to every value of the inputs, as Keras' <c>GaussianNoise</c>.</summary>
    /// <param name="source">The source.</param>
    /// <param name="stddev">The noise's deviation, at least 0.</param>
    public static IDataSource GaussianNoise(this IDataSource source, float stddev)
    {
        if (!(stddev >= 0 && float.IsFinite(stddev)))
        {
            throw new ArgumentOutOfRangeException(nameof(stddev), stddev, "Expected a finite deviation of at least 0.");
        }

        return source.Map((input, _, random) =>
        {
            foreach (ref float value in input)
            {
                value += (float)(stddev * random.NextNormal());
            }
        });
    }

    /// <summary>Flips images, each way with probability one half, as Keras' <c>RandomFlip</c>.</summary>
    /// <param name="source">Inputs of shape [height, width, channels].</param>
    /// <param name="mode">Which ways; both by default.</param>
    public static IDataSource RandomFlip(this IDataSource source, FlipMode mode = FlipMode.HorizontalAndVertical)
    {
        ArgumentNullException.ThrowIfNull(source);
        return new TransformSource(source, new FlipTransform(source, Argument.Member(mode, nameof(mode))));
    }

    /// <summary>Moves images by up to these shares of their height and width either way, as Keras' <c>RandomTranslation</c> (bilinear).</summary>
    /// <param name="source">Inputs of shape [height, width, channels].</param>
    /// <param name="heightFactor">Share of the height, from 0 to 1.</param>
    /// <param name="widthFactor">Share of the width, from 0 to 1.</param>
    /// <param name="fillMode">What lies beyond the edges.</param>
    /// <param name="fillValue">The value of <see cref="FillMode.Constant"/>, finite.</param>
    public static IDataSource RandomTranslation(
        this IDataSource source, float heightFactor, float widthFactor, FillMode fillMode = FillMode.Reflect, float fillValue = 0) =>
        RandomTranslation(source, Factors.Around(heightFactor, nameof(heightFactor)), Factors.Around(widthFactor, nameof(widthFactor)), fillMode,
            fillValue);

    /// <summary>Moves images by shares of their height and width between bounds, as Keras' <c>RandomTranslation</c> (bilinear).</summary>
    /// <param name="source">Inputs of shape [height, width, channels].</param>
    /// <param name="heightFactor">Bounds of the share of the height, from -1 to 1; positive moves down.</param>
    /// <param name="widthFactor">Bounds of the share of the width, from -1 to 1; positive moves right.</param>
    /// <param name="fillMode">What lies beyond the edges.</param>
    /// <param name="fillValue">The value of <see cref="FillMode.Constant"/>, finite.</param>
    public static IDataSource RandomTranslation(
        this IDataSource source, (float Low, float High) heightFactor, (float Low, float High) widthFactor, FillMode fillMode = FillMode.Reflect,
            float fillValue = 0)
    {
        ArgumentNullException.ThrowIfNull(source);
        return new TransformSource(source, new TranslationTransform(
            source, Factors.Check(heightFactor, nameof(heightFactor)), Factors.Check(widthFactor, nameof(widthFactor)),
            Argument.Member(fillMode, nameof(fillMode)), Argument.Finite(fillValue, nameof(fillValue))));
    }

    /// <summary>Turns images around their centre by up to this share of a full turn either way, as Keras' <c>RandomRotation</c> (bilinear).</summary>
    /// <param name="source">Inputs of shape [height, width, channels].</param>
    /// <param name="factor">Share of a full turn, from 0 to 1: 0.1 for up to 36 degrees.</param>
    /// <param name="fillMode">What lies beyond the edges.</param>
    /// <param name="fillValue">The value of <see cref="FillMode.Constant"/>, finite.</param>
    public static IDataSource RandomRotation(this IDataSource source, float factor, FillMode fillMode = FillMode.Reflect, float fillValue = 0) =>
        RandomRotation(source, Factors.Around(factor, nameof(factor)), fillMode, fillValue);

    /// <summary>Turns images around their centre by a share of a full turn between bounds, as Keras' <c>RandomRotation</c> (bilinear).</summary>
    /// <param name="source">Inputs of shape [height, width, channels].</param>
    /// <param name="factor">Bounds of the share of a full turn, from -1 to 1; positive turns counter-clockwise.</param>
    /// <param name="fillMode">What lies beyond the edges.</param>
    /// <param name="fillValue">The value of <see cref="FillMode.Constant"/>, finite.</param>
    public static IDataSource RandomRotation(this IDataSource source, (float Low, float High) factor, FillMode fillMode = FillMode.Reflect,
        float fillValue = 0)
    {
        ArgumentNullException.ThrowIfNull(source);
        return new TransformSource(source, new RotationTransform(source, Factors.Check(factor, nameof(factor)),
            Argument.Member(fillMode, nameof(fillMode)), Argument.Finite(fillValue, nameof(fillValue))));
    }

    /// <summary>
    /// Mixes each sample with another one of its group, inputs and targets alike, as Keras' <c>MixUp</c>: w times itself and 1 - w times the other, w
    /// drawn from
    /// Beta(<paramref name="alpha"/>, alpha). Put it behind <see cref="Shuffle"/>.
    /// </summary>
    /// <param name="source">Targets that can be averaged: <see cref="OneHot"/> ones or values, not labels.</param>
    /// <param name="alpha">Above 0; the larger, the more is mixed.</param>
    /// <param name="group">Neighbours among which partners are found, at least 2; in Keras the batch.</param>
    public static IDataSource MixUp(this IDataSource source, float alpha = 0.2f, int group = 32)
    {
        CheckGroup(source, group, nameof(group));
        ArgumentOutOfRangeException.ThrowIfLessThan(group, 2);
        if (!(alpha > 0 && float.IsFinite(alpha)))
        {
            throw new ArgumentOutOfRangeException(nameof(alpha), alpha, "Expected a finite alpha above 0.");
        }

        return new MixUpSource(source, alpha, group);
    }
}

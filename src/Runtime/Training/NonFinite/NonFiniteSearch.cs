namespace NetCompiler;

/// <summary>
/// Runs a training step again, with the same weights and random draws, and finds the first value that is not finite: first among what the step was
/// given, then along the forward pass, then among the gradients.
/// </summary>
/// <param name="network">Before the step's update.</param>
/// <param name="engine">Its own.</param>
/// <param name="batch">The step.</param>
/// <param name="penalty">What the parameters' penalties add to the loss.</param>
internal sealed unsafe class NonFiniteSearch(TrainableNetwork network, TrainingEngine engine, TrainingEngine.Batch batch, double penalty)
{
    private readonly NetworkDescription _description = network.Description;

    /// <summary>Null where loss and gradients are finite.</summary>
    public NonFiniteValue? Run()
    {
        var places = new PlaceScan(_description);
        engine.RunForward(batch, (sample, count, workspace, predictions) =>
            places.Look(sample, engine.Losses(batch.Count).Slice(sample, count), workspace, predictions));
        ReadOnlySpan<float> losses = engine.Losses(batch.Count);
        return OfParameters() ?? OfGiven(OfInput, losses) ?? OfGiven(OfTarget, losses)
            ?? OfForward(places, losses) ?? OfWeights() ?? OfPenalty() ?? OfGradients();
    }

    private NonFiniteValue? OfParameters()
    {
        foreach (ParameterDescription parameter in _description.Parameters)
        {
            ReadOnlySpan<float> values = network.ParameterArena.Span.Slice(parameter.Offset, parameter.Layout.Floats);
            if (!FloatSums.IsFinite(values))
            {
                return new(NonFiniteKind.Parameter, parameter.Name) { Value = values[FirstOf(values)] };
            }
        }

        return null;
    }

    /// <summary>What a sample was given whose loss shows it, unless a sample with a finite loss was given no better, as behind a mask.</summary>
    /// <param name="of">Looks at a sample.</param>
    /// <param name="losses">Of all samples.</param>
    private static NonFiniteValue? OfGiven(Func<int, NonFiniteValue?> of, ReadOnlySpan<float> losses)
    {
        NonFiniteValue? first = null;
        for (int sample = 0; sample < losses.Length; sample++)
        {
            if (of(sample) is { } found)
            {
                if (float.IsFinite(losses[sample]))
                {
                    return null;
                }

                first ??= found;
            }
        }

        return first;
    }

    /// <summary>Layers and functions; where all of these are finite, the first sample's loss.</summary>
    private NonFiniteValue? OfForward(PlaceScan places, ReadOnlySpan<float> losses) =>
        FirstOf(losses) is not (>= 0 and int sample) ? null
            : places.First() ?? new(NonFiniteKind.Loss, "") { Sample = sample, Value = losses[sample] };

    private NonFiniteValue? OfInput(int sample) => OfGiven(NonFiniteKind.Input, _description.Inputs, batch.Inputs, network.InputFloats, sample);

    private NonFiniteValue? OfTarget(int sample) => OfGiven(NonFiniteKind.Target, _description.Targets, batch.Targets, network.TargetFloats, sample);

    private static NonFiniteValue? OfGiven(NonFiniteKind kind, TensorDescription[] tensors, float* values, int floats, int sample)
    {
        foreach (TensorDescription tensor in tensors)
        {
            var of = new ReadOnlySpan<float>(values + ((nint)sample * floats) + tensor.Offset, tensor.Floats);
            if (FirstOf(of) is >= 0 and int place)
            {
                int columns = tensor.Shape.Length == 2 ? tensor.Shape[1] : tensor.Floats;
                return new(kind, tensor.Name)
                {
                    Sample = sample, TimeStep = tensor.Shape.Length == 2 ? place / columns : null, Column = place % columns, Value = of[place],
                };
            }
        }

        return null;
    }

    private NonFiniteValue? OfWeights()
    {
        var weights = new ReadOnlySpan<float>(batch.Weights, batch.Weights is null ? 0 : batch.Count);
        return FirstOf(weights) is >= 0 and int sample
            ? new(NonFiniteKind.SampleWeight, "") { Sample = sample, Value = weights[sample] } : null;
    }

    private NonFiniteValue? OfPenalty() => float.IsFinite((float)penalty) ? null : new(NonFiniteKind.Penalty, "") { Value = (float)penalty };

    /// <summary>
    /// The last parameter, which the backward pass reaches first, and the first sample whose own gradient of it is not finite. Where samples meet, or
    /// only their sum is too large, there is no such sample.
    /// </summary>
    private NonFiniteValue? OfGradients()
    {
        (int Parameter, int? Sample, float Value) last = (-1, null, 0);
        for (int sample = 0; sample < batch.Count && !engine.Mixes; sample++)
        {
            int number = sample;
            engine.RunSample(batch, sample, gradients => Look(gradients, number));
        }

        if (last.Parameter < 0)
        {
            engine.RunWhole(batch, gradients => Look(gradients, null));
        }

        return last.Parameter < 0 ? null : (last.Sample is { } of ? OfInput(of) ?? OfTarget(of) : null)
            ?? new(NonFiniteKind.Gradient, _description.Parameters[last.Parameter].Name) { Sample = last.Sample, Value = last.Value };

        void Look(GradientSum gradients, int? sample)
        {
            if (gradients.IsFinite)
            {
                return;
            }

            for (int parameter = _description.Parameters.Length - 1; parameter > last.Parameter; parameter--)
            {
                ReadOnlySpan<float> values = OfParameter(gradients, _description.Parameters[parameter]);
                if (FirstOf(values) is >= 0 and int place)
                {
                    last = (parameter, sample, values[place]);
                }
            }
        }
    }

    private static ReadOnlySpan<float> OfParameter(GradientSum gradients, ParameterDescription parameter) => !parameter.Trainable ? []
        : parameter.SparseUpdates ? Array.Find(gradients.Tables, table => table.Parameter == parameter)!.Values
        : gradients.Whole.Span.Slice(parameter.Offset, parameter.Layout.Floats);

    /// <summary>The place of the first value that is not finite; -1 for none.</summary>
    private static int FirstOf(ReadOnlySpan<float> values)
    {
        for (int i = 0; i < values.Length; i++)
        {
            if (!float.IsFinite(values[i]))
            {
                return i;
            }
        }

        return -1;
    }
}

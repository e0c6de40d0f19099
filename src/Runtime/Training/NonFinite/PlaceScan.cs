namespace NetCompiler;

/// <summary>
/// Looks for values that are not finite among the outputs of layers and functions, over all samples of a batch. What a sample with a finite loss has
/// of them has no effect, as behind a choice or a mask, and so its place does not count.
/// </summary>
internal sealed unsafe class PlaceScan
{
    private readonly TrainingPlace[] _places;
    private readonly Finding?[] _first;
    private readonly bool[] _isHarmless;

    public PlaceScan(NetworkDescription network)
    {
        _places = network.TrainingPlaces;
        (_first, _isHarmless) = (new Finding?[_places.Length], new bool[_places.Length]);
    }

    /// <summary>Looks at neighbouring samples, which come in their order.</summary>
    /// <param name="sample">The first one's number in the batch.</param>
    /// <param name="losses">Of each of them.</param>
    /// <param name="workspace">At the end of their forward pass.</param>
    /// <param name="predictions">[samples, output].</param>
    public void Look(int sample, ReadOnlySpan<float> losses, float* workspace, float* predictions)
    {
        for (int number = 0; number < _places.Length; number++)
        {
            TrainingPlace place = _places[number];
            float* values = place.Offset < 0 ? predictions - 1 - place.Offset : workspace + place.Offset;
            for (int i = 0; i < losses.Length; i++)
            {
                bool isHarmless = float.IsFinite(losses[i]);
                if ((isHarmless || _first[number] is null) && Find(values + ((nint)i * place.SampleFloats), place) is { } found)
                {
                    _isHarmless[number] |= isHarmless;
                    _first[number] ??= found with { Sample = sample + i };
                }
            }
        }
    }

    /// <summary>
    /// The first layer or function in order, its first sample and the first time step of that; null where all are finite. What a loop computes comes
    /// about step by step, so that among those of one loop the step counts before the order.
    /// </summary>
    public NonFiniteValue? First()
    {
        int number = -1;
        for (int other = 0; other < _places.Length; other++)
        {
            if (_first[other] is { } found && !_isHarmless[other] && (number < 0
                || (_places[other].Steps == _places[number].Steps && IsLoop(_places[number]) && found.IsBefore(_first[number]!.Value))))
            {
                number = other;
            }
        }

        return number < 0 ? null : Describe(number, _first[number]!.Value);
    }

    private static bool IsLoop(TrainingPlace place) => Math.Abs(place.Steps) > 1;

    private static bool IsFunction(TrainingPlace place) => place.Name.EndsWith('.');

    private NonFiniteValue Describe(int number, Finding found)
    {
        TrainingPlace place = _places[number];
        int before = !IsFunction(place) ? -1 : Array.FindLastIndex(_places, number, other => !IsFunction(other));
        return new(IsFunction(place) ? NonFiniteKind.Function : NonFiniteKind.Layer, place.Name.TrimEnd('.'))
        {
            Sample = found.Sample,
            TimeStep = found.Step,
            Value = found.Value,
            NotKept = Array.ConvertAll(place.NotKept, name => name.TrimEnd('.')),
            After = before < 0 ? null : _places[before].Name,
        };
    }

    /// <summary>The first time step of a sample with a value that is not finite.</summary>
    private static Finding? Find(float* values, TrainingPlace place)
    {
        if (place.Steps == 0)
        {
            float value = First(values, place.Axes, IsFunction(place));
            return value == 0 ? null : new Finding(0, null, value, false);
        }

        for (int i = 0; i < place.Axes[0]; i++)
        {
            int step = place.Steps > 0 ? i : place.Axes[0] - 1 - i;
            float value = First(values + ((nint)step * place.Axes[1]), place.Axes.AsSpan(2), IsFunction(place));
            if (value != 0)
            {
                return new Finding(0, step, value, place.Steps < 0);
            }
        }

        return null;
    }

    /// <summary>The first value that is not finite; 0 for none. Functions may take minus infinity for what is masked.</summary>
    private static float First(float* values, ReadOnlySpan<int> axes, bool isFunction)
    {
        if (axes.IsEmpty)
        {
            return float.IsFinite(*values) || (isFunction && float.IsNegativeInfinity(*values)) ? 0 : *values;
        }

        for (int i = 0; i < axes[0]; i++)
        {
            float value = First(values + ((nint)i * axes[1]), axes[2..], isFunction);
            if (value != 0)
            {
                return value;
            }
        }

        return 0;
    }

    /// <summary>A place's first value that is not finite.</summary>
    private readonly record struct Finding(int Sample, int? Step, float Value, bool IsBackward)
    {
        /// <summary>Of two tensors of a loop: whether this one has it in an earlier sample, or in the same one at an earlier step.</summary>
        public bool IsBefore(Finding other) =>
            Sample < other.Sample || (Sample == other.Sample && (IsBackward ? Step > other.Step : Step < other.Step));
    }
}

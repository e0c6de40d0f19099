namespace NetCompiler;

/// <summary>
/// Keras' MaxNorm: after an update, the values of each unit are scaled by clip(norm, 0, limit) / (epsilon + norm), where the norm is Euclidean. Sums
/// are in double
/// and in the order of the public layout.
/// </summary>
internal sealed class NormLimits
{
    private const double Epsilon = 1e-7;

    private readonly Limit[] _limits;

    private NormLimits(Limit[] limits) => _limits = limits;

    /// <summary>Null for a network without limits.</summary>
    public static NormLimits? Of(NetworkDescription network)
    {
        Limit[] limits = [.. network.Parameters.Where(p => p.Trainable && float.IsFinite(p.MaxNorm)).Select(p => new Limit(p))];
        return limits.Length == 0 ? null : new NormLimits(limits);
    }

    /// <summary>Puts the limits in force.</summary>
    /// <param name="values">The parameter arena.</param>
    public void Apply(Span<float> values)
    {
        foreach (Limit limit in _limits)
        {
            limit.Apply(values);
        }
    }

    /// <summary>The places of each unit's values in the arena, unit by unit.</summary>
    private sealed class Limit
    {
        private readonly int[] _places;
        private readonly int _perUnit;
        private readonly float _most;

        public Limit(ParameterDescription parameter)
        {
            int count = Shapes.Floats(parameter.Shape);
            int units = 1;
            foreach (int axis in parameter.UnitAxes)
            {
                units *= parameter.Shape[axis];
            }

            (_places, _perUnit, _most) = (new int[count], count / units, parameter.MaxNorm);
            var taken = new int[units];
            int[] index = new int[parameter.Shape.Length];
            for (int element = 0; element < count; element++)
            {
                for (int axis = index.Length - 1, rest = element; axis >= 0; rest /= parameter.Shape[axis], axis--)
                {
                    index[axis] = rest % parameter.Shape[axis];
                }

                int unit = 0;
                foreach (int axis in parameter.UnitAxes)
                {
                    unit = (unit * parameter.Shape[axis]) + index[axis];
                }

                _places[(unit * _perUnit) + taken[unit]++] = parameter.Offset + parameter.Layout.Place(index);
            }
        }

        public void Apply(Span<float> values)
        {
            for (int first = 0; first < _places.Length; first += _perUnit)
            {
                ReadOnlySpan<int> places = _places.AsSpan(first, _perUnit);
                double sum = 0;
                foreach (int place in places)
                {
                    sum += (double)values[place] * values[place];
                }

                double norm = Math.Sqrt(sum);
                float factor = (float)(Math.Min(norm, _most) / (Epsilon + norm));
                foreach (int place in places)
                {
                    values[place] *= factor;
                }
            }
        }
    }
}

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

    // For each table with sparse updates, the places of a row's values from its first one on.
    private readonly int[][] _columns;

    private NormLimits(Limit[] limits, int[][] columns) => (_limits, _columns) = (limits, columns);

    /// <summary>Null for a network without limits.</summary>
    public static NormLimits? Of(NetworkDescription network)
    {
        Limit[] limits = [.. network.Parameters.Where(p => p.Trainable && !p.SparseUpdates && IsLimited(p)).Select(p => new Limit(p))];
        return limits.Length == 0 && !network.SparseTables.Any(IsLimited) ? null
            : new NormLimits(limits, [.. network.SparseTables.Select(table => Enumerable.Range(0, table.Shape[1]).ToArray())]);
    }

    /// <summary>Puts the limits in force.</summary>
    /// <param name="values">The parameter arena.</param>
    /// <param name="tables">The rows of tables with sparse updates that were changed; no others are limited.</param>
    /// <param name="active">What is limited; null for everything.</param>
    public void Apply(Span<float> values, RowGradient[] tables, ActiveRanges? active)
    {
        for (int table = 0; table < tables.Length; table++)
        {
            for (int position = 0; position < tables[table].Count && IsLimited(tables[table].Parameter); position++)
            {
                Scale(values[tables[table].Place(position)..], _columns[table], tables[table].Parameter.MaxNorm);
            }
        }

        foreach (Limit limit in _limits)
        {
            if (active?.Has(limit.Parameter) != false)
            {
                limit.Apply(values);
            }
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
            Parameter = parameter;
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

        public ParameterDescription Parameter { get; }

        public void Apply(Span<float> values)
        {
            for (int first = 0; first < _places.Length; first += _perUnit)
            {
                Scale(values, _places.AsSpan(first, _perUnit), _most);
            }
        }
    }

    private static bool IsLimited(ParameterDescription parameter) => float.IsFinite(parameter.MaxNorm);

    /// <summary>Scales the values of a unit.</summary>
    private static void Scale(Span<float> values, ReadOnlySpan<int> places, float most)
    {
        double sum = 0;
        foreach (int place in places)
        {
            sum += (double)values[place] * values[place];
        }

        double norm = Math.Sqrt(sum);
        float factor = (float)(Math.Min(norm, most) / (Epsilon + norm));
        foreach (int place in places)
        {
            values[place] *= factor;
        }
    }
}

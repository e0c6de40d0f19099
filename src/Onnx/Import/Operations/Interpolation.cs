namespace NetCompiler.Onnx.Import.Operations;

/// <summary>Interpolation along one axis, as ONNX defines it.</summary>
internal sealed class Interpolation
{
    private readonly int _from, _to;
    private readonly double _scale;
    private readonly string _coordinates, _rounding;
    private readonly float _cubic;
    private readonly bool _excludes;

    public Interpolation(NodeCall call, int from, int to, double scale)
    {
        (_from, _to, _scale) = (from, to, scale);
        bool isOld = call.Operation == "Upsample" || call.Opset < 11;
        _coordinates = isOld ? "asymmetric" : call.Text("coordinate_transformation_mode", "half_pixel");
        _rounding = isOld ? "floor" : call.Text("nearest_mode", "round_prefer_floor");
        _cubic = call.Float("cubic_coeff_a", -0.75f);
        _excludes = call.Int("exclude_outside", 0) != 0;
    }

    /// <summary>The place that each new place takes its value from.</summary>
    public long[] Nearest() => [.. Enumerable.Range(0, _to).Select(i => Math.Clamp(Rounded(Source(i)), 0, _from - 1))];

    /// <summary>What each old place counts for each new one, [from, to].</summary>
    public float[] Weights(string mode)
    {
        float[] weights = new float[checked(_from * _to)];
        for (int i = 0; i < _to; i++)
        {
            double source = Source(i);
            int first = (int)Math.Floor(source);
            double part = source - first;
            (int Place, double Weight)[] near = mode switch
            {
                "linear" => [(first, 1 - part), (first + 1, part)],
                "cubic" => [.. Enumerable.Range(-1, 4).Select(k => (first + k, Cubic(Math.Abs(part - k))))],
                _ => throw new RefusedException($"the mode '{Listing.Cut(mode, 20)}'"),
            };
            double sum = _excludes ? near.Where(place => place.Place >= 0 && place.Place < _from).Sum(place => place.Weight) : 1;
            foreach ((int place, double weight) in near.Where(place => !_excludes || (place.Place >= 0 && place.Place < _from)))
            {
                weights[(Math.Clamp(place, 0, _from - 1) * _to) + i] += (float)(weight / sum);
            }
        }

        return weights;
    }

    private double Source(int i) => _coordinates switch
    {
        "half_pixel" => ((i + 0.5) / _scale) - 0.5,
        "pytorch_half_pixel" => _to > 1 ? ((i + 0.5) / _scale) - 0.5 : 0,
        "align_corners" => _to > 1 ? i * (_from - 1.0) / ((_from * _scale) - 1) : 0,
        "asymmetric" => i / _scale,
        "tf_half_pixel_for_nn" => (i + 0.5) / _scale,
        _ => throw new RefusedException($"coordinates '{Listing.Cut(_coordinates, 30)}'"),
    };

    private long Rounded(double place) => (long)(_rounding switch
    {
        "round_prefer_floor" => Math.Ceiling(place - 0.5),
        "round_prefer_ceil" => Math.Floor(place + 0.5),
        "floor" => Math.Floor(place),
        "ceil" => Math.Ceiling(place),
        _ => throw new RefusedException($"rounding '{Listing.Cut(_rounding, 30)}'"),
    });

    private double Cubic(double distance) => distance switch
    {
        <= 1 => ((((_cubic + 2) * distance) - (_cubic + 3)) * distance * distance) + 1,
        < 2 => (((((_cubic * distance) - (5 * _cubic)) * distance) + (8 * _cubic)) * distance) - (4 * _cubic),
        _ => 0,
    };
}

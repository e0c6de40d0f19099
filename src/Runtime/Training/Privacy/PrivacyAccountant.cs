namespace NetCompiler;

/// <summary>
/// Counts what private training tells about a sample: Renyi differential privacy of the sampled Gaussian mechanism (Mironov, Talwar and Zhang, 2019),
/// added up over
/// steps and turned into (epsilon, delta) by Canonne, Kamath and Steinke (2020).
/// </summary>
/// <remarks>
/// It holds for steps in which each sample takes part with the sampling rate's probability, independent of the others, and for data sets that differ
/// by one sample
/// more or less. It is not for several threads at once.
/// </remarks>
public sealed class PrivacyAccountant
{
    private static readonly double[] StandardOrders =
        [.. Enumerable.Range(1, 99).Select(i => 1 + (i / 10.0)), .. Enumerable.Range(11, 53).Select(i => (double)i), 80, 96, 128, 192, 256, 384, 512,
            1024];

    private readonly double[] _orders;
    private readonly double[] _divergences;

    /// <summary>With nothing spent yet.</summary>
    /// <param name="orders">Orders of the Renyi divergence to choose the best from, each above 1; null for a grid from 1.1 to 1024.</param>
    public PrivacyAccountant(IEnumerable<double>? orders = null)
    {
        _orders = orders is null ? StandardOrders : [.. orders];
        if (_orders.Length == 0 || !Array.TrueForAll(_orders, order => order > 1 && double.IsFinite(order)))
        {
            throw new ArgumentException("Orders are finite and above 1, and there is at least one.", nameof(orders));
        }

        _divergences = new double[_orders.Length];
    }

    /// <summary>Adds steps.</summary>
    /// <param name="samplingRate">The probability that a sample takes part in a step, from 0 to 1: the batch's size over that of the data
    /// set.</param>
    /// <param name="noiseMultiplier">As in <see cref="DifferentialPrivacy.NoiseMultiplier"/>; at least 0.</param>
    /// <param name="steps">How many, at least 0.</param>
    public void Add(double samplingRate, double noiseMultiplier, long steps = 1)
    {
        Check(samplingRate is >= 0 and <= 1, samplingRate, nameof(samplingRate), "from 0 to 1");
        Check(noiseMultiplier >= 0, noiseMultiplier, nameof(noiseMultiplier), "at least 0");
        ArgumentOutOfRangeException.ThrowIfNegative(steps);
        for (int i = 0; i < _orders.Length && steps > 0; i++)
        {
            _divergences[i] += steps * SampledGaussian.Divergence(samplingRate, noiseMultiplier, _orders[i]);
        }
    }

    /// <summary>
    /// The epsilon of all steps so far: with probability 1 - <paramref name="delta"/> no outcome is more than e^epsilon times as likely with a sample
    /// as without.
    /// </summary>
    /// <param name="delta">Between 0 and 1; well below one over the number of samples.</param>
    public double Epsilon(double delta)
    {
        Check(delta is > 0 and < 1, delta, nameof(delta), "between 0 and 1");
        double least = double.PositiveInfinity;
        for (int i = 0; i < _orders.Length; i++)
        {
            double order = _orders[i];
            least = Math.Min(least, _divergences[i] + Math.Log(1 - (1 / order)) - (Math.Log(delta * order) / (order - 1)));
        }

        return Math.Max(least, 0);
    }

    /// <summary>The epsilon of a training run.</summary>
    /// <param name="samplingRate">The batch's size over that of the data set.</param>
    /// <param name="noiseMultiplier">As in <see cref="DifferentialPrivacy.NoiseMultiplier"/>.</param>
    /// <param name="steps">Of the whole run.</param>
    /// <param name="delta">Between 0 and 1.</param>
    public static double Epsilon(double samplingRate, double noiseMultiplier, long steps, double delta)
    {
        var accountant = new PrivacyAccountant();
        accountant.Add(samplingRate, noiseMultiplier, steps);
        return accountant.Epsilon(delta);
    }

    /// <summary>The least noise multiplier with which a training run stays within an epsilon, to a thousandth above.</summary>
    /// <param name="epsilon">Above 0.</param>
    /// <param name="samplingRate">The batch's size over that of the data set.</param>
    /// <param name="steps">Of the whole run.</param>
    /// <param name="delta">Between 0 and 1.</param>
    /// <exception cref="ArgumentException">No noise multiplier up to a million is enough.</exception>
    public static double NoiseMultiplier(double epsilon, double samplingRate, long steps, double delta)
    {
        const double Most = 1e6;
        Check(epsilon > 0, epsilon, nameof(epsilon), "above 0");
        double low = 0, high = 1;
        while (Epsilon(samplingRate, high, steps, delta) > epsilon)
        {
            (low, high) = (high, 2 * high);
            if (high > Most)
            {
                throw new ArgumentException($"No noise multiplier up to {Most} keeps {steps} steps within epsilon {epsilon}.", nameof(epsilon));
            }
        }

        while (high - low > 1e-3)
        {
            double middle = (low + high) / 2;
            (low, high) = Epsilon(samplingRate, middle, steps, delta) > epsilon ? (middle, high) : (low, middle);
        }

        return high;
    }

    private static void Check(bool holds, double value, string argument, string expected)
    {
        if (!holds)
        {
            throw new ArgumentOutOfRangeException(argument, value, $"Expected a number {expected}.");
        }
    }
}

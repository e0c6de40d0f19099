namespace NetCompiler.Runtime.Tests.Training.Privacy;

/// <summary>Divergences against closed forms, published values and the integral itself; epsilons against the formula by hand.</summary>
public sealed class PrivacyAccountantTests
{
    /// <summary>Without sampling the mechanism is the Gaussian one, whose divergence is order / (2 s^2).</summary>
    [Theory, InlineData(1.0, 2.0), InlineData(0.7, 1.5), InlineData(4.0, 33.3)]
    public void Every_sample_in_every_step(double noise, double order) =>
        Assert.Equal(order / (2 * noise * noise), SampledGaussian.Divergence(1, noise, order), 1e-12);

    /// <summary>For order 2 the mean of the squared ratio is 1 + q^2 (exp(1 / s^2) - 1).</summary>
    [Theory, InlineData(0.01, 1.1), InlineData(0.3, 0.8), InlineData(0.001, 5.0)]
    public void Order_two(double rate, double noise) => AssertRelative(
        Math.Log(1 + (rate * rate * (Math.Exp(1 / (noise * noise)) - 1))), SampledGaussian.Divergence(rate, noise, 2), 1e-7);

    /// <summary>Values that the tests of TensorFlow Privacy's accountant give for these settings, to the digits given there.</summary>
    [Theory]
    [InlineData(0.1, 2.0, 10, 5.0, 0.07737, 1e-4)]
    [InlineData(0.01, 2.5, 50, 1.5, 6.5007e-4, 1e-4)]
    [InlineData(0.01, 2.5, 50, 2.5, 1.0854e-3, 1e-4)]
    [InlineData(0.01, 2.5, 50, 5.0, 2.1808e-3, 1e-4)]
    [InlineData(0.01, 2.5, 50, 50.0, 2.3846e-2, 1e-4)]
    [InlineData(0.01, 2.5, 50, 100.0, 1.6742e+2, 1e-4)]
    public void Published_divergences(double rate, double noise, int steps, double order, double expected, double tolerance) =>
        AssertRelative(expected, steps * SampledGaussian.Divergence(rate, noise, order), tolerance);

    /// <summary>Simpson's rule over the definition, for orders whole and fractional.</summary>
    [Theory]
    [InlineData(0.01, 2.5, 1.5)]
    [InlineData(0.1, 1.0, 1.1)]
    [InlineData(0.3, 0.8, 3.7)]
    [InlineData(0.01, 1.1, 7.3)]
    [InlineData(0.05, 1.3, 9.9)]
    [InlineData(0.2, 3.0, 6.0)]
    public void The_integral(double rate, double noise, double order) =>
        AssertRelative(Integral(rate, noise, order) / (order - 1), SampledGaussian.Divergence(rate, noise, order), 1e-6);

    /// <summary>With one order there is nothing to choose: divergence + log(1 - 1 / a) - log(delta a) / (a - 1).</summary>
    [Fact]
    public void Epsilon_of_one_order()
    {
        var accountant = new PrivacyAccountant([8]);
        accountant.Add(1, 4, steps: 3);
        Assert.Equal((3 * 8 / 32.0) + Math.Log(7 / 8.0) - (Math.Log(1e-5 * 8) / 7), accountant.Epsilon(1e-5), 1e-12);
    }

    /// <summary>
    /// The Gaussian mechanism of noise 4: exactly, epsilon for delta 1e-5 is 0.9263 (Balle and Wang, 2018, solved for epsilon). By divergences it is
    /// a little more,
    /// and never less.
    /// </summary>
    [Fact]
    public void Epsilon_is_a_bound_of_the_exact_one()
    {
        double exact = ExactGaussian(noise: 4, delta: 1e-5), bound = PrivacyAccountant.Epsilon(1, 4, 1, 1e-5);
        Assert.InRange(bound, exact, exact * 1.12);
    }

    [Fact]
    public void Phases_add_up()
    {
        var accountant = new PrivacyAccountant();
        accountant.Add(0.01, 1.1, 3000);
        accountant.Add(0.01, 1.1, 2000);
        Assert.Equal(PrivacyAccountant.Epsilon(0.01, 1.1, 5000, 1e-5), accountant.Epsilon(1e-5), 1e-9);
        double before = accountant.Epsilon(1e-5);
        accountant.Add(0.02, 1.5, 100);
        Assert.True(accountant.Epsilon(1e-5) > before);
    }

    [Fact]
    public void More_noise_less_sampling_fewer_steps_and_more_delta_cost_less()
    {
        double standard = PrivacyAccountant.Epsilon(0.01, 1.1, 5000, 1e-5);
        Assert.True(PrivacyAccountant.Epsilon(0.01, 1.2, 5000, 1e-5) < standard);
        Assert.True(PrivacyAccountant.Epsilon(0.009, 1.1, 5000, 1e-5) < standard);
        Assert.True(PrivacyAccountant.Epsilon(0.01, 1.1, 4000, 1e-5) < standard);
        Assert.True(PrivacyAccountant.Epsilon(0.01, 1.1, 5000, 1e-4) < standard);
    }

    [Fact]
    public void Nothing_and_everything()
    {
        Assert.Equal(0, PrivacyAccountant.Epsilon(0.01, 1.1, 0, 1e-5), 1e-2);
        Assert.Equal(PrivacyAccountant.Epsilon(0.01, 1.1, 0, 1e-5), PrivacyAccountant.Epsilon(0, 1.1, 100, 1e-5));
        Assert.Equal(double.PositiveInfinity, PrivacyAccountant.Epsilon(0.01, 0, 1, 1e-5));
    }

    [Theory, InlineData(1.0), InlineData(3.0), InlineData(0.2)]
    public void The_noise_for_an_epsilon(double epsilon)
    {
        double noise = PrivacyAccountant.NoiseMultiplier(epsilon, 256 / 60000.0, 3500, 1e-5);
        Assert.InRange(PrivacyAccountant.Epsilon(256 / 60000.0, noise, 3500, 1e-5), 0, epsilon);
        Assert.True(PrivacyAccountant.Epsilon(256 / 60000.0, noise - 0.002, 3500, 1e-5) > epsilon);
    }

    [Fact]
    public void Wrong_use_is_named()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new PrivacyAccountant().Add(1.5, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new PrivacyAccountant().Add(0.5, -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new PrivacyAccountant().Epsilon(0));
        Assert.Throws<ArgumentException>(() => new PrivacyAccountant([1]));
        Assert.Contains("No noise multiplier", Assert.Throws<ArgumentException>(() => PrivacyAccountant.NoiseMultiplier(1e-9, 1, 1, 1e-5)).Message);
    }

    private static double Integral(double rate, double noise, double order)
    {
        const int Points = 200_000;
        double low = (-12 * noise) - 2, high = (12 * noise) + order + 2, step = (high - low) / Points, sum = 0;
        for (int i = 0; i <= Points; i++)
        {
            double z = low + (i * step);
            double ratio = (1 - rate) + (rate * Math.Exp(((2 * z) - 1) / (2 * noise * noise)));
            sum += (i is 0 or Points ? 1 : i % 2 == 1 ? 4 : 2) * Math.Exp((-z * z / (2 * noise * noise)) + (order * Math.Log(ratio)));
        }

        return Math.Log(sum * step / 3 / (Math.Sqrt(2 * Math.PI) * noise));
    }

    /// <summary>delta = F(1 / (2 s) - e s) - exp(e) F(-1 / (2 s) - e s), F the normal distribution, solved for e.</summary>
    private static double ExactGaussian(double noise, double delta)
    {
        double low = 0, high = 20;
        while (high - low > 1e-9)
        {
            double epsilon = (low + high) / 2;
            double found = Normal((1 / (2 * noise)) - (epsilon * noise)) - (Math.Exp(epsilon) * Normal((-1 / (2 * noise)) - (epsilon * noise)));
            (low, high) = found > delta ? (epsilon, high) : (low, epsilon);
        }

        return high;
    }

    /// <summary>By Simpson's rule from far out, where nothing is left.</summary>
    private static double Normal(double x)
    {
        const int Points = 20_000;
        double low = x - 40, step = 40.0 / Points, sum = 0;
        for (int i = 0; i <= Points; i++)
        {
            double z = low + (i * step);
            sum += (i is 0 or Points ? 1 : i % 2 == 1 ? 4 : 2) * Math.Exp(-z * z / 2);
        }

        return sum * step / 3 / Math.Sqrt(2 * Math.PI);
    }

    private static void AssertRelative(double expected, double found, double tolerance) =>
        Assert.True(Math.Abs(found - expected) <= tolerance * Math.Abs(expected), $"expected {expected}, found {found}");
}

namespace NetCompiler.Runtime.Tests;

/// <summary>What is no setting is refused where it is set.</summary>
public sealed class ArgumentTests
{
    public static TheoryData<string, Action> Wrong { get; } = new()
    {
        { "learningRate", () => _ = new Adam(-1) },
        { "learningRate", () => _ = new Sgd(float.NaN) },
        { "learningRate", () => _ = new RmsProp(float.PositiveInfinity) },
        { nameof(Optimizer.LearningRate), () => new Adam().LearningRate = -1 },
        { nameof(Optimizer.LearningRate), () => new Adagrad().LearningRate = float.NaN },
        { nameof(Adam.Beta1), () => _ = new Adam { Beta1 = 1.1f } },
        { nameof(Adam.Beta2), () => _ = new AdamW { Beta2 = float.NaN } },
        { nameof(Adam.Epsilon), () => _ = new Adam { Epsilon = -1e-8f } },
        { nameof(Sgd.Momentum), () => _ = new Sgd { Momentum = -0.1f } },
        { nameof(RmsProp.Rho), () => _ = new RmsProp { Rho = 2 } },
        { nameof(Adadelta.Epsilon), () => _ = new Adadelta { Epsilon = float.NaN } },
        { nameof(Optimizer.WeightDecay), () => _ = new Sgd { WeightDecay = float.NegativeInfinity } },
        { nameof(Optimizer.ClipNorm), () => _ = new Sgd { ClipNorm = float.NaN } },
        { nameof(Optimizer.ClipValue), () => _ = new Sgd { ClipValue = -1 } },
        { "initialLearningRate", () => _ = new CosineDecay(float.NaN, 10) },
        { "decayRate", () => _ = new ExponentialDecay(0.1f, 10, float.NaN) },
        { nameof(CosineDecay.Alpha), () => _ = new CosineDecay(0.1f, 10) { Alpha = float.NaN } },
        { nameof(CosineDecay.WarmupTarget), () => _ = new CosineDecay(0.1f, 10) { WarmupTarget = -1 } },
        { nameof(PolynomialDecay.EndLearningRate), () => _ = new PolynomialDecay(0.1f, 10) { EndLearningRate = float.NaN } },
        { nameof(OneCycle.DivFactor), () => _ = new OneCycle(0.1f, 10) { DivFactor = 0 } },
        { nameof(ReduceLROnPlateau.Patience), () => _ = new ReduceLROnPlateau { Patience = -1 } },
        { nameof(ReduceLROnPlateau.MinLearningRate), () => _ = new ReduceLROnPlateau { MinLearningRate = float.NaN } },
        { nameof(EarlyStopping.StartFromEpoch), () => _ = new EarlyStopping { StartFromEpoch = -1 } },
    };

    [Theory, MemberData(nameof(Wrong))]
    public void A_number_that_is_no_setting_is_refused(string name, Action set) =>
        Assert.Equal(name, Assert.Throws<ArgumentOutOfRangeException>(set).ParamName);

    /// <summary>Minus zero is zero.</summary>
    [Fact]
    public void Zero_is_a_rate()
    {
        Assert.Equal(0, new Adam(-0f).LearningRate);
        Assert.Equal(0, new CosineDecay(-0f, 5).At(1));
        Assert.Equal(0, new Sgd { WeightDecay = -0f }.WeightDecay);
    }

    [Fact]
    public void Lists_hold_no_null()
    {
        Assert.Equal(nameof(FitOptions.Callbacks), Assert.Throws<ArgumentNullException>(() => new FitOptions { Callbacks = null! }).ParamName);
        Assert.Equal("Element 1 of Callbacks is null. (Parameter 'Callbacks')",
            Assert.Throws<ArgumentException>(() => new FitOptions { Callbacks = [new TerminateOnNaN(), null!] }).Message);
        Assert.Throws<ArgumentException>(() => new FitOptions { Metrics = [null!] });
        Assert.Throws<ArgumentNullException>(() => new EvaluateOptions { Metrics = null! });
    }

    /// <summary>A spreadsheet runs what begins so.</summary>
    [Theory]
    [InlineData("=1+2", "'=1+2")]
    [InlineData("+cmd", "'+cmd")]
    [InlineData("-2", "'-2")]
    [InlineData("@SUM(A1)", "'@SUM(A1)")]
    [InlineData("\tx", "'\tx")]
    [InlineData("loss", "loss")]
    [InlineData("a=b", "a=b")]
    [InlineData("", "")]
    public void A_name_is_no_formula(string name, string written) => Assert.Equal(written, CsvText.Name(name));
}

using NetCompiler;

namespace Forecast;

/// <summary>Sizes that data and network share.</summary>
internal static class Sizes
{
    /// <summary>Days that a forecast looks back.</summary>
    public const int Days = 28;

    /// <summary>Of each day: its value, and where in the year the day after it lies.</summary>
    public const int Features = 3;
}

/// <summary>From the days before to the value of the next one.</summary>
[Network, Input(Sizes.Days, Sizes.Features)]
[LSTM(32)]
[Dense(1)]
[Loss(Loss.MeanSquaredError)]
public partial class Forecaster;

namespace NetCompiler;

/// <summary>Which way a monitored value improves.</summary>
public enum MonitorMode
{
    /// <summary>By its name: losses fall, and each metric knows its own way.</summary>
    Auto,

    /// <summary>Less is better.</summary>
    Min,

    /// <summary>More is better.</summary>
    Max,
}

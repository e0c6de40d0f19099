namespace NetCompiler;

/// <summary>
/// Permits the gradients of single samples, for private training (<see cref="DifferentialPrivacy"/>) and for
/// <see cref="TrainableNetwork.ComputePerExampleGradients"/>. No layer may mix samples then.
/// </summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class PerExampleGradientsAttribute : Attribute;

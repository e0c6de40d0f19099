using System.Linq;
using Microsoft.CodeAnalysis;
using NetCompiler.Generator.Diagnostics;
using NetCompiler.Generator.Layers;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Parsing;

/// <summary>
/// Properties of a layer's attribute that speak of training: <c>Trainable</c>, and for each parameter <c>KernelL1</c>, <c>KernelL2</c>,
/// <c>KernelMaxNorm</c>.
/// </summary>
internal static class ReadTraining
{
    /// <summary>Null where nothing is said.</summary>
    public static TrainingRules? Run(LayerCard? card, LayerArguments arguments)
    {
        bool trainable = arguments.Value("Trainable", true);
        var rules = (card?.Penalties ?? PenaltyRule.None).Select(rule => Rule(arguments, rule.Role, rule.Prefix))
            .Where(rule => !rule.IsEmpty).ToList();
        return trainable && rules.Count == 0 ? null : new(trainable, new(rules));
    }

    private static ParameterRule Rule(LayerArguments arguments, string role, string prefix) =>
        new(role, Penalty(arguments, prefix + "L1"), Penalty(arguments, prefix + "L2"), Limit(arguments, prefix + "MaxNorm"));

    private static float Penalty(LayerArguments arguments, string name)
    {
        float value = arguments.Value(name, 0f);
        return Checked(arguments, value >= 0 && value <= float.MaxValue, Descriptors.PenaltyInvalid, name, value);
    }

    private static float Limit(LayerArguments arguments, string name)
    {
        float value = arguments.Value(name, float.PositiveInfinity);
        return Checked(arguments, value > 0, Descriptors.NormLimitInvalid, name, value);
    }

    private static float Checked(LayerArguments arguments, bool isValid, DiagnosticDescriptor fault, string name, float value)
    {
        if (!isValid)
        {
            arguments.Report(fault, name, name, Invariant.Text(value));
        }

        return value;
    }
}

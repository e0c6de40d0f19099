using System.Collections;
using System.Reflection;
using Microsoft.CodeAnalysis;

namespace NetCompiler.Generator.Tests.Harness;

/// <summary>Checks of the incremental pipeline's steps.</summary>
internal static class Pipeline
{
    private static readonly string[] Steps = ["Parse", "Diagnostics", "Options", "Model", "Compiled", "Places", "Faults", "Outline", "Blocks",
        "BlockOutlines", "Clashes", "Unoptimized", "OptimizedDebugging"];

    /// <summary>No symbol, syntax, location or compilation can be reached from what the steps hold.</summary>
    public static void CheckHoldsNoRoslynObject(GeneratorRunResult result)
    {
        var seen = new HashSet<object>(ReferenceEqualityComparer.Instance);
        foreach (object value in Named(result).SelectMany(s => s.Outputs).Select(o => o.Value))
        {
            Visit(value, value.GetType().Name, seen);
        }
    }

    /// <summary>After an edit elsewhere every step found what it had, and no file was written again.</summary>
    public static void CheckNothingWasDone(GeneratorRunResult result)
    {
        Assert.All(Named(result).SelectMany(s => s.Outputs), output => Assert.True(IsOld(output.Reason), $"{output.Value}: {output.Reason}"));
        if (result.Diagnostics.IsEmpty)
        {
            Assert.All(result.TrackedOutputSteps.Values.SelectMany(s => s).SelectMany(s => s.Outputs), output => Assert.True(IsOld(output.Reason)));
        }
    }

    private static bool IsOld(IncrementalStepRunReason reason) => reason is IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged;

    private static IEnumerable<IncrementalGeneratorRunStep> Named(GeneratorRunResult result) =>
        result.TrackedSteps.Where(s => Steps.Contains(s.Key)).SelectMany(s => s.Value);

    private static void Visit(object? value, string path, HashSet<object> seen)
    {
        if (value is null || value is string || value.GetType().IsPrimitive || value.GetType().IsEnum || !seen.Add(value))
        {
            return;
        }

        Assert.False(IsRoslyn(value.GetType()), $"{path} holds a {value.GetType()}.");
        if (value is IEnumerable items)
        {
            foreach (object? item in items)
            {
                Visit(item, path + "[]", seen);
            }

            return;
        }

        foreach (FieldInfo field in value.GetType().GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic))
        {
            Visit(field.GetValue(value), path + "." + field.Name, seen);
        }
    }

    private static bool IsRoslyn(Type type) => type.Namespace?.StartsWith("Microsoft.CodeAnalysis", StringComparison.Ordinal) == true;
}

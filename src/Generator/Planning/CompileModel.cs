using System.Collections.Generic;
using System.Linq;
using System.Threading;
using NetCompiler.Generator.Model;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Planning;

/// <summary>ModelSpec -> everything that the two generated files say.</summary>
internal static class CompileModel
{
    private const int Alignment = 16;

    public static CompiledModel Run(ModelSpec spec, CancellationToken token)
    {
        token.ThrowIfCancellationRequested();
        var parameters = PlaceParameters(spec);
        var last = parameters.LastOrDefault();
        return new(
            spec,
            SummarizeLayers.Run(spec),
            new(parameters),
            last is null ? 0 : last.Offset + last.Floats,
            InferenceDerivedFloats: 0,
            InferenceWorkspaceFloats: 0,
            InferenceMicroBatch: 1,
            TrainingDerivedFloats: 0,
            TrainingWorkspaceFloats: 0,
            TrainingMicroBatch: 1,
            TargetFloats: spec.Loss is { Kind: LossKind.SparseCategoricalCrossentropy } ? 1 : Count(spec.OutputShape),
            KernelsText: "",
            GraphDumps: EquatableArray<string>.Empty);
    }

    private static List<ParameterInfo> PlaceParameters(ModelSpec spec)
    {
        var placed = new List<ParameterInfo>();
        var offset = 0;
        foreach (var node in spec.Nodes.Where(n => n.Inputs.Count > 0))
        {
            foreach (var parameter in LayerParameters.Of(node.Op, spec.Nodes[node.Inputs[0]].OutputShape))
            {
                var floats = (Count(parameter.Shape) + Alignment - 1) / Alignment * Alignment;
                placed.Add(new(
                    node.Name + "/" + parameter.Role, parameter.Shape, offset, RowMajor(parameter.Shape), -1, 1, 0, floats,
                    parameter.Initializer, parameter.FanIn, parameter.FanOut));
                offset += floats;
            }
        }

        return placed;
    }

    private static EquatableArray<int> RowMajor(EquatableArray<int> shape)
    {
        var strides = new int[shape.Count];
        for (var (axis, stride) = (shape.Count - 1, 1); axis >= 0; stride *= shape[axis], axis--)
        {
            strides[axis] = stride;
        }

        return new(strides);
    }

    private static int Count(IEnumerable<int> shape) => shape.Aggregate(1, (product, size) => product * size);
}

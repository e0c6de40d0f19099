using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using NetCompiler.Generator.Diagnostics;
using NetCompiler.Generator.Model;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Parsing.Forward;

/// <summary>A network's loss method -> nodes: its parameters are the outputs, then the targets.</summary>
internal sealed class LossMethodParser(ReadingContext context, ClassReader network)
{
    /// <summary>The ready loss that the method is nothing but, if it is one.</summary>
    /// <param name="node">The loss's node; -1 after a fault, which is reported.</param>
    public LossSpec? Run(IMethodSymbol method, IReadOnlyList<int> outputs, out int node)
    {
        node = -1;
        var fault = ForwardParser.MethodFault(method)
            ?? (method.ReturnType.ToDisplayString() != LayerMethod.TensorType ? "does not return a Tensor" : null)
            ?? (method.Parameters.Length <= outputs.Count ? "needs " + Invariant.Text(outputs.Count) + " parameters for the outputs, and one for each target after them" : null);
        if (fault is not null)
        {
            return Fault(method, fault);
        }

        var arguments = outputs.Select(output => (Value)new TensorValue(output)).ToList();
        var offset = 0;
        foreach (var parameter in method.Parameters.Skip(outputs.Count))
        {
            if (TargetShape(parameter, outputs[0]) is not { } shape)
            {
                return null;
            }

            arguments.Add(new TensorValue(context.Graph.TryAdd(new(parameter.Name, new TargetOp(offset), EquatableArray<int>.Empty, shape))!.Value));
            offset += shape.Aggregate(1, (product, size) => product * size);
        }

        var result = new MethodReader(context, network, "").Run(method, arguments, null);
        if (result is not TensorValue loss || !context.Graph.DependsOnInput(loss.Node))
        {
            return result is null ? null : Fault(method, "must give a tensor that depends on an output");
        }

        node = loss.Node;
        return context.Graph[node] is { Op: LossOp ready } spec && outputs.Count == 1 && spec.Inputs[0] == outputs[0] ? ready.Loss : null;
    }

    private EquatableArray<int>? TargetShape(IParameterSymbol parameter, int output) =>
        ForwardParser.ParameterAttribute(context, parameter, NetworkParser.TargetAttribute) is { } attribute
            ? InputParser.Check(attribute, "The target '" + parameter.Name + "'", attribute.Array("shape") ?? [], context.Problems)
            : context.Graph[output].OutputShape;

    private LossSpec? Fault(IMethodSymbol method, string fault)
    {
        context.Problems.Add(Descriptors.ForwardInvalid, LocationInfo.Of(method.Locations[0]), method.Name, fault);
        return null;
    }
}

using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using NetCompiler.Generator.Diagnostics;
using NetCompiler.Generator.Layers;
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
        string? fault = ForwardParser.MethodFault(method)
            ?? (!LayerMethod.IsTensor(method.ReturnType) ? "does not return a Tensor" : null)
            ?? (method.Parameters.Length <= outputs.Count
            ? "needs " + Invariant.Text(outputs.Count) + " parameters for the outputs, and one for each target after them" : null);
        if (fault is not null)
        {
            return Fault(method, fault);
        }

        if (Attribute(method) is { HasArguments: true } attribute)
        {
            context.Problems.Add(Descriptors.LossUnclear, attribute.Location, network.Type.Name,
                "the method '" + method.Name + "' computes it, so its [Loss] takes no arguments");
            return null;
        }

        foreach (IParameterSymbol parameter in method.Parameters.Take(outputs.Count))
        {
            if (ForwardParser.ParameterAttribute(context, parameter, NetworkParser.TargetAttribute) is { } stray)
            {
                context.Problems.Add(Descriptors.NoEffect, stray.Location, stray.Name, parameter.Name,
                    "the parameters before the targets are the network's outputs");
            }
        }

        var arguments = outputs.Select(output => (Value)new TensorValue(output)).ToList();
        int offset = 0;
        foreach (IParameterSymbol parameter in method.Parameters.Skip(outputs.Count))
        {
            AttributeReader? target = ForwardParser.ParameterAttribute(context, parameter, NetworkParser.TargetAttribute);
            string what = "The target '" + parameter.Name + "'";
            if (target is { IsValid: false })
            {
                context.Problems.AddUnreported();
                return null;
            }

            EquatableArray<int>? found = target is null ? context.Graph[outputs[0]].OutputShape
                : InputParser.Check(target, what, target.Array("shape") ?? [], context.Problems);
            if (found is not { } shape || (target is not null && !InputParser.Fits(target, what, offset, shape, context.Problems)))
            {
                return null;
            }

            arguments.Add(new TensorValue(context.Graph.TryAdd(new(parameter.Name, new TargetOp(offset), EquatableArray<int>.Empty, shape))!.Value));
            offset += shape.Aggregate(1, (product, size) => product * size);
        }

        var reader = new MethodReader(context, network, network, "");
        Value? result = reader.Run(method, arguments, null);
        if (result is not TensorValue loss || !context.Graph.DependsOn(loss.Node, outputs))
        {
            return result is null ? null : Fault(method,
                "must give a tensor that depends on an output, but gives " + (result is TensorValue ? "one that does not" : result.Kind));
        }

        reader.ReportUnused(arguments, result);
        node = loss.Node;
        return context.Graph[node] is { Op: LossOp ready } spec && outputs.Count == 1 && spec.Inputs[0] == outputs[0] ? ready.Loss : null;
    }

    private AttributeReader Attribute(IMethodSymbol method) =>
        new(method.GetAttributes().First(a => a.AttributeClass?.ToDisplayString() == NetworkParser.LossAttribute), context.Token);

    private LossSpec? Fault(IMethodSymbol method, string fault)
    {
        context.Problems.Add(Descriptors.ForwardInvalid, LocationInfo.Of(method.Locations[0]), method.Name, fault);
        return null;
    }
}

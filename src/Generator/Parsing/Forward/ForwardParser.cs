using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NetCompiler.Generator.Diagnostics;
using NetCompiler.Generator.Layers;
using NetCompiler.Generator.Model;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Parsing.Forward;

/// <summary>A network's forward method -> its nodes, from its inputs to its outputs.</summary>
internal sealed class ForwardParser(ReadingContext context, ClassReader network, string name)
{
    private const string Output = "output";

    /// <summary>The outputs; null after a fault, which is reported.</summary>
    /// <param name="attributes">Those above the class.</param>
    public List<int>? Run(IReadOnlyList<AttributeReader> attributes)
    {
        IMethodSymbol method = network.Forward!;
        if (Fault(network) is { } fault)
        {
            context.Problems.Add(Descriptors.ForwardInvalid, LocationInfo.Of(method.Locations[0]), method.Name, fault);
            return null;
        }

        AttributeReader? above = attributes.FirstOrDefault(a => a.ClassName == NetworkParser.InputAttribute);
        if (above is not null && (method.Parameters.Length > 1
            || ParameterAttribute(context, method.Parameters[0], NetworkParser.InputAttribute) is not null))
        {
            context.Problems.Add(Descriptors.ForwardInvalid, above.Location, method.Name,
                "has an [Input] before each of its parameters, so none may stand above the class");
        }

        if (AddInputs(method, above) is not { } inputs)
        {
            return null;
        }

        var reader = new MethodReader(context, network, network, "");
        List<Value> arguments = [.. inputs.Select(node => new TensorValue(node))];
        Value? result = reader.Run(method, arguments, null);
        List<int>? outputs = result is null ? null : Outputs(method, result);
        reader.ReportUnused(arguments, result);
        return outputs;
    }

    /// <summary>What keeps a class's forward method from being read, or null.</summary>
    public static string? Fault(ClassReader reader) =>
        reader.Stack.Count > 0 ? "stands beside [" + reader.Stack[0].Name + "] above the class; layers stand above methods then"
            : MethodFault(reader.Forward!);

    /// <summary>What keeps a method from being read, or null.</summary>
    public static string? MethodFault(IMethodSymbol method) =>
        method.IsGenericMethod ? "has type parameters"
        : method.Parameters.Length == 0 ? "has no parameter"
        : method.Parameters.FirstOrDefault(p => !LayerMethod.IsTensor(p.Type) || p.RefKind != RefKind.None) is { } parameter
        ? "has the parameter '" + parameter.Name + "', which is no plain Tensor"
        : !LayerMethod.IsTensor(method.ReturnType) && method.ReturnType is not INamedTypeSymbol { IsTupleType: true }
        ? "returns neither a Tensor nor a tuple of them"
        : null;

    private List<int>? AddInputs(IMethodSymbol method, AttributeReader? above)
    {
        (List<int> nodes, int offset, bool sound) = (new List<int>(), 0, true);
        foreach (IParameterSymbol parameter in method.Parameters)
        {
            AttributeReader? attribute =
                ParameterAttribute(context, parameter, NetworkParser.InputAttribute) ?? (method.Parameters.Length == 1 ? above : null);
            if (InputParser.Parse(attribute, name, LocationInfo.Of(parameter.Locations[0]), context.Problems) is not { } shape
                || !InputParser.Fits(attribute!, "The input '" + parameter.Name + "'", offset, shape, context.Problems))
            {
                sound = false;
                continue;
            }

            var node = new NodeSpec(method.Parameters.Length == 1 ? LayerNames.Input
                : parameter.Name, new InputOp(offset), EquatableArray<int>.Empty, shape);
            nodes.Add(context.Graph.TryAdd(node)!.Value);
            offset += shape.Aggregate(1, (product, size) => product * size);
        }

        return sound ? nodes : null;
    }

    private List<int>? Outputs(IMethodSymbol method, Value result)
    {
        IReadOnlyList<Value?> parts = result is ListValue { IsTuple: true } tuple ? tuple.Items : [result];
        if ((method.ReturnType is INamedTypeSymbol { IsTupleType: true } declared ? declared.TupleElements.Length : 1) != parts.Count)
        {
            // The C# compiler says that this is not what the method returns.
            context.Problems.AddUnreported();
            return null;
        }

        var outputs = parts.OfType<TensorValue>().Select(tensor => tensor.Node).ToList();
        if (outputs.Count == parts.Count && outputs.Any(context.Graph.DependsOnInput)
            && outputs.All(output => context.Graph[output].OutputShape.Count > 0))
        {
            return [.. outputs.Select(output => context.Graph.DependsOnInput(output) ? output : OfEachSample(output))];
        }

        if (!parts.Contains(null))
        {
            context.Problems.Add(Descriptors.ForwardInvalid, LocationInfo.Of(method.Locations[0]), method.Name,
                "must give tensors that depend on an input and have at least one axis, but gives " + Kinds(parts));
        }

        return null;
    }

    /// <summary>What is the same for all samples, once for each of them: an output has a row per sample.</summary>
    private int OfEachSample(int output) => context.Graph.TryAdd(new(
        context.Graph.FunctionName("rows"), new RowsOp(), new([output]), context.Graph[output].OutputShape, IsFunction: true)) ?? output;

    /// <summary>The names of a tuple's elements, or numbers; they differ from those of the parameters.</summary>
    public static EquatableArray<string> OutputNames(IMethodSymbol method)
    {
        var taken = new HashSet<string>(method.Parameters.Select(p => p.Name));
        if (method.ReturnType is not INamedTypeSymbol { IsTupleType: true } tuple)
        {
            return new([taken.Contains(Output) ? Numbered(taken, 1) : Output]);
        }

        return new(tuple.TupleElements.Select((element, i) =>
            element.IsExplicitlyNamedTupleElement && taken.Add(element.Name) ? element.Name : Numbered(taken, i + 1)));
    }

    private static string Numbered(HashSet<string> taken, int number)
    {
        string name = Output + Invariant.Text(number);
        while (!taken.Add(name))
        {
            name += "_";
        }

        return name;
    }

    /// <summary>What each output is, in words.</summary>
    private string Kinds(IReadOnlyList<Value?> parts) => string.Join(" and ", parts.Select(part => part is not TensorValue tensor ? part!.Kind
        : "a tensor of shape " + Invariant.Text(context.Graph[tensor.Node].OutputShape)
        + (context.Graph.DependsOnInput(tensor.Node) ? "" : " that is the same for every sample")));

    /// <summary>An attribute of a parameter, or null.</summary>
    public static AttributeReader? ParameterAttribute(ReadingContext context, IParameterSymbol parameter, string className)
    {
        AttributeData? data = parameter.GetAttributes().FirstOrDefault(a =>
            a.AttributeClass?.ToDisplayString() == className && a.ApplicationSyntaxReference is not null);
        return data is null ? null : new AttributeReader(data, context.Token);
    }
}

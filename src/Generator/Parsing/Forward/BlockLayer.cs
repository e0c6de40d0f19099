using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using NetCompiler.Generator.Diagnostics;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Parsing.Forward;

/// <summary>How a method calls a class that is a layer.</summary>
/// <param name="Copy">The number of the copy; null for all of them.</param>
/// <param name="Given">Arguments by the names of the method's parameters.</param>
internal sealed record BlockCall(int? Copy, IReadOnlyDictionary<string, Value> Given);

/// <summary><c>[Layer&lt;Block&gt;(4)]</c>: copies of another class, each with weights of its own.</summary>
/// <param name="given">Arguments that the call gives.</param>
internal sealed class BlockLayer(ReadingContext context, LayerReading reading, IReadOnlyDictionary<string, Value>? given = null)
{
    public int Copies => reading.Attribute.Value("repeat", 1);

    /// <summary>Applies all copies, one after the other.</summary>
    public Value? Run(string name, IReadOnlyList<int> inputs, LocationInfo call)
    {
        if (!CanRun())
        {
            return null;
        }

        Value? result = null;
        for (int copy = 0; copy < Copies; copy++)
        {
            result = RunCopy(name, copy, inputs, call);
            if (copy == Copies - 1)
            {
                break;
            }

            if (result is not TensorValue tensor)
            {
                if (result is not null)
                {
                    context.Problems.Add(Descriptors.BlockInvalid, call, Type.Name,
                        "its copies cannot follow each other, because it gives " + result.Kind);
                }

                return null;
            }

            inputs = [tensor.Node];
        }

        return result;
    }

    /// <summary>Applies one copy.</summary>
    public Value? Run(string name, int copy, IReadOnlyList<int> inputs, LocationInfo call)
    {
        if (!CanRun())
        {
            return null;
        }

        if (copy < 0 || copy >= Copies)
        {
            context.Problems.Add(Descriptors.IndexOutOfRange, call, name, Invariant.Text(copy), "0 to " + Invariant.Text(Copies - 1));
            return null;
        }

        return RunCopy(name, copy, inputs, call);
    }

    private INamedTypeSymbol Type => (INamedTypeSymbol)reading.Attribute.TypeArgument!;

    private Value? RunCopy(string name, int copy, IReadOnlyList<int> inputs, LocationInfo call)
    {
        if (!context.Step(call))
        {
            return null;
        }

        ClassReader plain = context.ClassOf(Type);
        BlockArguments? arguments = plain.HasErrors ? null : BlockArguments.Read(Type, reading.Attribute, given, call, context.Problems);
        int frozen = reading.Attribute.Value("Trainable", true) ? 0 : 1;
        context.Open.Push(Type);
        context.Layers.Frozen += frozen;
        ClassReader reader = arguments is null ? plain : context.ClassOf(Type, arguments);
        Value? result = reader.Apply(name + (Copies > 1 ? "_" + Invariant.Text(copy) : ""), inputs, call,
            reading.Attribute.Value<string>("Method"));
        context.Layers.Frozen -= frozen;
        context.Open.Pop();
        return result;
    }

    private bool CanRun()
    {
        string? fault = reading.Attribute.TypeArgument is not INamedTypeSymbol type ? "it is no class"
            : type.TypeKind == TypeKind.Error ? ""
            : !context.HasSource(type) ? "its source is not in this project"
            : !NetworkParser.IsCompiled(type) ? "it has neither [Block] nor [Network]"
            : context.Open.Any(open => SymbolEqualityComparer.Default.Equals(open, type)) ? "it contains itself"
            : null;
        if (fault is { Length: > 0 })
        {
            context.Problems.Add(Descriptors.BlockInvalid, reading.Attribute.Location, reading.Attribute.TypeArgument!.Name, fault);
        }

        if (fault is "")
        {
            context.Problems.AddUnreported();
        }

        return fault is null && reading.Arguments.IsSound;
    }
}

using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Loops;

namespace NetCompiler.Generator.Emit.Steps;

/// <summary>What a vector statement without a loop does, apart from its names and numbers, and these in their order.</summary>
internal sealed class StepForm
{
    private readonly StringBuilder _shape = new();

    private StepForm()
    {
    }

    /// <summary>Equal for statements that differ in names and in constant offsets only.</summary>
    public string Shape => _shape.ToString();

    public List<Place> Places { get; } = [];

    /// <summary>Vectors in the order in which they are read and written.</summary>
    public List<(string Name, bool Written)> Vectors { get; } = [];

    /// <summary>The form of a statement, or null if it is of another kind.</summary>
    public static StepForm? Of(Stmt statement)
    {
        var form = new StepForm();
        bool known = statement switch
        {
            LetVector let => form.Write(let.Name, let.Value),
            SetVector set => form.Write(set.Name, set.Value),
            StoreVector store => form.Read(store.Value) && form.Read("W", store.Place),
            _ => false,
        };
        return known ? form : null;
    }

    /// <summary>The form of a call.</summary>
    /// <param name="name">Of the step: calls of others have another shape.</param>
    public static StepForm? Of(StepCall call, string name)
    {
        var form = new StepForm();
        form._shape.Append(name).Append(' ').Append(string.Join(" ", call.Strides));
        form.Vectors.AddRange(call.Changed.Select(vector => (vector, false)));
        form.Vectors.AddRange(call.Changed.Select(vector => (vector, true)));
        form.Vectors.AddRange(call.Read.Select(vector => (vector, false)));
        return call.Places.All(place => form.Read("P", place)) ? form : null;
    }

    private bool Write(string name, Vec value)
    {
        bool known = Read(value);
        Vectors.Add((name, true));
        return known;
    }

    private bool Read(Vec value)
    {
        switch (value)
        {
            case VectorName name:
                Vectors.Add((name.Name, false));
                _shape.Append('v');
                return true;
            case VectorLoad load:
                return Read("L", load.Place);
            case VectorBroadcast load:
                return Read("B", load.Place);
            case VectorConst constant:
                _shape.Append(CSharpText.Literal(constant.Value));
                return true;
            case VectorUnary unary:
                return !ElementaryFunctions.Has(unary.Kind) && Read(unary.Kind, unary.Operand);
            case VectorBinary binary:
                return Read(binary.Kind, binary.Left, binary.Right);
            case VectorMultiplyAdd fused:
                return Read("fused", fused.A, fused.B, fused.C);
            case VectorSelect select:
                return Read(select.Kind, select.Left, select.Right, select.Then, select.Else);
            default:
                return false;
        }
    }

    private bool Read(object operation, params Vec[] operands)
    {
        _shape.Append(operation).Append('(');
        foreach (Vec operand in operands)
        {
            if (!Read(operand))
            {
                return false;
            }

            _shape.Append(',');
        }

        _shape.Append(')');
        return true;
    }

    private bool Read(string access, Place place)
    {
        _shape.Append(access);
        Places.Add(place);
        return place.Offset.Terms.Count == 0;
    }
}

using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace NetCompiler.Generator.Parsing.Forward;

/// <summary>
/// What an expression of a method over tensors stands for while it is read. Null stands for an expression at fault, which is reported.
/// </summary>
internal abstract record Value
{
    /// <summary>What it is, for messages.</summary>
    public abstract string Kind { get; }

    /// <summary>A constant of C#; null for one that is neither a number nor a truth value nor a text.</summary>
    public static Value? Of(object? constant) => constant switch
    {
        bool truth => new BoolValue(truth),
        string text => new TextValue(text),
        float or double or decimal => new NumberValue(Convert.ToDouble(constant, CultureInfo.InvariantCulture), false),
        int or long or short or byte or sbyte or ushort or uint => new NumberValue(Convert.ToDouble(constant, CultureInfo.InvariantCulture), true),
        _ => null,
    };

    /// <summary>The value as an attribute has it; null for one that no attribute may have.</summary>
    public virtual object? Plain => null;

    /// <summary>Whether a part of it is at fault, which is reported.</summary>
    public virtual bool HasFault => false;
}

/// <summary>A node of the network.</summary>
internal sealed record TensorValue(int Node) : Value
{
    public override string Kind => "a tensor";
}

/// <summary>A number that is known while compiling.</summary>
internal sealed record NumberValue(double Number, bool IsInteger) : Value
{
    public override string Kind => IsInteger ? "a whole number" : "a number";

    public override object? Plain => IsInteger ? (object)(int)Number : (float)Number;
}

internal sealed record BoolValue(bool Truth) : Value
{
    public override string Kind => "a truth value";

    public override object? Plain => Truth;
}

/// <summary>A text, which only functions take.</summary>
internal sealed record TextValue(string Text) : Value
{
    public override string Kind => "a text";
}

/// <summary>A tuple, an array or the shape of a tensor. Elements at fault are null.</summary>
internal sealed record ListValue(IReadOnlyList<Value?> Items, bool IsTuple) : Value
{
    /// <summary>The names of a tuple's elements, where the compiler gives it; C# knows those of others.</summary>
    public IReadOnlyList<string> Names { get; init; } = [];

    public override string Kind => IsTuple ? "a tuple" : "an array";

    public override object? Plain => Items.Select(item => item?.Plain).ToArray();

    public override bool HasFault => Items.Any(item => item is null || item.HasFault);
}

/// <summary>A place along an axis: from the start, or from the end.</summary>
internal readonly record struct Place(int Number, bool FromEnd)
{
    public int In(int size) => FromEnd ? size - Number : Number;
}

/// <summary><c>^1</c>; a plain number is a <see cref="NumberValue"/>.</summary>
internal sealed record IndexValue(Place At) : Value
{
    public override string Kind => "an index";
}

/// <summary><c>1..^2</c>.</summary>
internal sealed record RangeValue(Place Start, Place End) : Value
{
    public override string Kind => "a range";
}

/// <summary>Nothing: what a method without a result gives.</summary>
internal sealed record NoValue : Value
{
    public override string Kind => "nothing";
}

namespace NetCompiler;

/// <summary>
/// The method that says what a network computes from its inputs: ordinary C# over <see cref="Tensor"/>, which the compiler reads and never runs. Its
/// layers
/// are partial methods with layer attributes.
/// </summary>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class ForwardAttribute : Attribute;

/// <summary>
/// Compiles a partial class into a part of networks: its layers as of a network, but without an input of its own. A network has it by
/// <see cref="LayerAttribute{T}"/>.
/// </summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class BlockAttribute : Attribute;

/// <summary>
/// A constant of a block that each <see cref="LayerAttribute{T}"/> may give a value of its own: a number, a truth value or a member of an enum. Its
/// layers' attributes and its methods use it as any constant; what it says itself counts where nothing is given.
/// </summary>
[AttributeUsage(AttributeTargets.Field, Inherited = false)]
public sealed class ArgumentAttribute : Attribute;

/// <summary>Another network or block as a layer, with weights of its own. Where it is not <c>Trainable</c>, none of its layers is.</summary>
/// <typeparam name="T">A class with <see cref="BlockAttribute"/> or <see cref="NetworkAttribute"/>, in source beside the network.</typeparam>
/// <param name="repeat">How many copies, each with its own weights, follow each other; at least 1.</param>
public sealed class LayerAttribute<T>(int repeat = 1) : ParameterLayerAttribute
    where T : TensorFunctions
{
    /// <summary>Copies that follow each other. A method with an <c>int</c> as its last parameter takes one of them by its number instead.</summary>
    public int Repeat { get; } = repeat;

    /// <summary>
    /// What the class's constants with <see cref="ArgumentAttribute"/> are in this layer, in the order in which they are declared; those that are
    /// left out stay as they are. A parameter of the layer's method that is called like one of them gives it for each call.
    /// </summary>
    public object[]? Arguments { get; set; }

    /// <summary>The name of a method of the class that says what the layer computes, from the same weights; the forward method by default.</summary>
    public string? Method { get; set; }
}

/// <summary>The shape of a target that a loss method compares with; without it the target has the first output's shape.</summary>
/// <param name="shape">The shape of one sample, every size at least 1; none for a single number.</param>
[AttributeUsage(AttributeTargets.Parameter, Inherited = false)]
public sealed class TargetAttribute(params int[] shape) : Attribute
{
    /// <summary>The shape of one sample.</summary>
    public int[] Shape { get; } = shape;
}

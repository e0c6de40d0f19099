using System;
using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Export;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Layers;

/// <summary>
/// What an operation adds its ONNX operations to: the graph, its own name and inputs, and what it may ask about the network around it.
/// </summary>
internal abstract class ExportContext(OnnxBuilder graph, string name, EquatableArray<int> output)
{
    public OnnxBuilder Graph => graph;

    /// <summary>What its output is called, or its values' names begin with.</summary>
    public string Name => name;

    /// <summary>The shape of its output without the batch.</summary>
    public EquatableArray<int> Output => output;

    /// <summary>Its inputs as they are.</summary>
    public abstract IReadOnlyList<OnnxValue> Inputs { get; }

    /// <summary>The names of its parameters, in the order of <see cref="LayerOp.Parameters"/>.</summary>
    public abstract IReadOnlyList<string> Parameters { get; }

    /// <summary>What is known of sequences.</summary>
    public abstract OnnxSequences Sequences { get; }

    /// <summary>The name of another layer's parameter.</summary>
    public abstract string ParameterOf(string layer, string role);

    /// <summary>The number of samples, as a vector of one whole number.</summary>
    public abstract string BatchSize { get; }

    public OnnxValue Input => Inputs[0];

    public EquatableArray<int> InputShape => Input.Shape;

    /// <summary>The first input with its axes in our order.</summary>
    public string Plain => Graph.Plain(Input);

    /// <summary>The first input with its channels first.</summary>
    public string Image => Graph.ChannelsFirst(Input);

    /// <summary>The parameter behind the kernel, or a missing input.</summary>
    public string Bias => Parameters.Count > 1 ? Parameters[1] : "";

    /// <summary>Adds an operation whose output is a part on the way.</summary>
    /// <param name="part">Ends its name.</param>
    public string Add(string part, string operation, IReadOnlyList<string> inputs, params OnnxAttribute[] attributes) =>
        Graph.Add(Name + "." + part, operation, inputs, attributes);

    /// <summary>Adds the operation whose output is the node's, with a row per sample and its axes in our order.</summary>
    public OnnxValue Give(string operation, IReadOnlyList<string> inputs, params OnnxAttribute[] attributes) =>
        Of(Graph.Add(Name, operation, inputs, attributes));

    /// <summary>The same for an image with its channels first.</summary>
    public OnnxValue GiveImage(string operation, IReadOnlyList<string> inputs, params OnnxAttribute[] attributes)
    {
        string made = Graph.Add(Name, operation, inputs, attributes);
        return Output.Count < 2 ? Of(made) : new OnnxValue(Output, isBatched: true, Graph.Scope) { ChannelsFirst = made };
    }

    /// <summary>The node's output by its name, with a row per sample and its axes in our order.</summary>
    public OnnxValue Of(string made, bool isBatched = true) => new(Output, isBatched, Graph.Scope) { Plain = made };

    /// <summary>The tensor under another shape of each sample.</summary>
    public string Reshape(string part, string tensor, IEnumerable<int> shape) =>
        Add(part, "Reshape", [tensor, Graph.Ints([-1, .. shape.Select(size => (long)size)])]);

    /// <summary>A weight with its axes in another order.</summary>
    public string Transpose(string part, string tensor, params int[] order) =>
        order.SequenceEqual(Enumerable.Range(0, order.Length)) ? tensor : Add(part, "Transpose", [tensor], OnnxAttribute.Ints("perm", order));

    /// <summary>Adds a bias over the last axis, where there is one.</summary>
    public OnnxValue Biased(Func<string, string> product, string bias) =>
        bias.Length == 0 ? Of(product(Name)) : Give("Add", [product(Name + ".matmul"), bias]);

    /// <summary>The tensor with a row for each sample.</summary>
    public string Rows(OnnxValue value)
    {
        if (value.IsBatched)
        {
            return Graph.Plain(value);
        }

        string shape = value.Shape.Count == 0 ? BatchSize
            : Add("rows.shape", "Concat", [BatchSize, Graph.Ints([.. value.Shape.Select(size => (long)size)])], OnnxAttribute.Int("axis", 0));
        return Add("rows", "Expand", [Graph.Plain(value), shape]);
    }

    /// <summary>What a state of a scan begins with, made outside of its step: the input, or zeros where there is none.</summary>
    public string FirstState()
    {
        (OnnxScope? step, Graph.Step) = (Graph.Step, null);
        string first = Rows(Inputs.Count > 0 ? Input : Zeros());
        Graph.Step = step;
        return first;

        OnnxValue Zeros() => new(Output, isBatched: false, Graph.Root) { Plain = Graph.Float(0) };
    }

    /// <summary>
    /// An element from the elements at its place, the inputs broadcast. Images stay with their channels first, where one is so and the others can be.
    /// </summary>
    /// <param name="make">Adds the operations, given the inputs' names.</param>
    public OnnxValue Each(IReadOnlyList<OnnxValue> inputs, Func<IReadOnlyList<string>, string> make)
    {
        bool isBatched = inputs.Any(input => input.IsBatched);
        bool isImage = inputs.Any(input => input.Plain is null && input.Number is null)
            && inputs.All(input => input.Number is not null || (input.IsBatched && input.Shape.Count == Output.Count));
        string made = make([.. inputs.Select(input => input.Number is { } number ? Graph.Float(number)
            : isImage ? Graph.ChannelsFirst(input) : Aligned(input, isBatched))]);
        return isImage ? new(Output, isBatched, Graph.Scope) { ChannelsFirst = made } : Of(made, isBatched);
    }

    /// <summary>The same of the first input.</summary>
    public OnnxValue Each(Func<string, string> make) => Each([Input], names => make(names[0]));

    /// <summary>A tensor whose axes behind the batch are as many as the output's.</summary>
    private string Aligned(OnnxValue input, bool isBatched) =>
        !isBatched || !input.IsBatched || input.Shape.Count >= Output.Count ? Graph.Plain(input)
        : Reshape("aligned", Graph.Plain(input), [.. Enumerable.Repeat(1, Output.Count - input.Shape.Count), .. input.Shape]);
}

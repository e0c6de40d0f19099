using System.Collections.Generic;
using NetCompiler.Generator.Graph;

namespace NetCompiler.Generator.Layers;

/// <summary>One step of a recurrent layer: what its cell reads, and the products that all cells are made of.</summary>
/// <param name="name">Of the layer, or of its direction.</param>
/// <param name="input">[N, features].</param>
/// <param name="states">As the step before has left them, [N, units] each.</param>
/// <param name="recurrent">The first state as products read it: behind its dropout.</param>
/// <param name="parameters">Kernel, recurrent kernel and, where there are, biases.</param>
internal sealed class RecurrentStep(
    GraphBuilder graph, string name, int input, IReadOnlyList<int> states, int recurrent, IReadOnlyList<int> parameters, RecurrentSettings settings)
{
    public GraphBuilder Graph => graph;

    public int Units => settings.Units;

    /// <summary>The states before the step.</summary>
    public IReadOnlyList<int> States => states;

    /// <summary>The output before the step, as products read it.</summary>
    public int Recurrent => recurrent;

    /// <summary>The input times the kernel, and the bias: [N, gates units].</summary>
    public int OfInput()
    {
        int product = Projection.Build(graph, name + ".input.matmul", input, parameters[0]);
        return BiasSum.Build(graph, name + ".input", product, settings.UseBias ? parameters[2] : null);
    }

    /// <summary>The output before the step times the recurrent kernel, and the bias that it may have of its own: [N, gates units].</summary>
    public int OfState() => OfState("state", recurrent, 0, graph[parameters[1]].Shape[1]);

    /// <summary>The same for some columns of the recurrent kernel, which has no bias of its own then.</summary>
    public int OfState(string part, int state, int first, int count)
    {
        int product = Projection.Build(graph, name + "." + part + ".matmul", state, parameters[1], first, count);
        return BiasSum.Build(graph, name + "." + part, product, parameters.Count > 3 ? parameters[3] : null);
    }

    /// <summary>A value for each unit.</summary>
    /// <param name="part">Ends the node's name.</param>
    public int Unit(string part, Expr value) => graph.Map(name + "." + part, states[0], value);

    /// <summary>The element of a tensor [N, units] at the unit's place.</summary>
    public LoadExpr At(int node) => graph.Same(node);

    /// <summary>The element of a tensor [N, gates units] at the unit's place in a block.</summary>
    public LoadExpr At(int node, int block) => new(node, new([Affine.Of(0), Affine.Of(1, 1, block * Units)]));

    /// <summary>The activation of candidates and outputs.</summary>
    public Expr Activate(Expr value) => ActivationCards.Of(settings.Activation).OfElement(value);

    /// <summary>The activation of gates.</summary>
    public Expr Gate(Expr value) => ActivationCards.Of(settings.RecurrentActivation).OfElement(value);
}

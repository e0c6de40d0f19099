namespace NetCompiler.Generator.Tests.Fuzz;

/// <summary>A class inside of a network's that it has as a layer: a stack or a method, a block or another network.</summary>
internal static class RandomBlock
{
    /// <summary>The class, and what it makes of an input.</summary>
    /// <param name="input">The shape of what it is given.</param>
    /// <param name="depth">How many networks and blocks stand around it.</param>
    public static (string Source, int[] Output) Of(Draw draw, string name, int[] input, int depth) =>
        draw.Once(2) ? Stack(draw, name, input) : Method(draw, name, input, depth);

    private static (string Source, int[] Output) Stack(Draw draw, string name, int[] input)
    {
        (List<string> layers, int[] shape) = RandomNetwork.Layers(draw, input, 1 + draw.Below(3));
        string first = draw.Once(3) ? $"Network, Input({string.Join(", ", input)})" : "Block";
        return ($"    [{first}, {string.Join(", ", layers)}] public partial class {name};", shape);
    }

    private static (string Source, int[] Output) Method(Draw draw, string name, int[] input, int depth)
    {
        var inside = new RandomMethod(draw, [new("x0", input)], 1 + draw.Below(4), depth);
        (string result, int[] output) = RandomNetwork.Joined(draw, inside.Unused);
        return ($$"""
                [Block]
                public partial class {{name}}
                {
                {{inside.Members}}
                    [Forward]
                    private static Tensor Forward(Tensor x0)
                    {
                {{inside.Body}}
                        return {{result}};
                    }
                }
            """, output);
    }
}

namespace NetCompiler.Onnx;

/// <summary>Something of a model that cannot be imported.</summary>
/// <param name="Node">The node's name, or that of what it gives; that of an input or output of the graph where no node is to blame.</param>
/// <param name="Operation">What it does; empty where no node is to blame.</param>
/// <param name="Reason">Why it cannot be imported.</param>
public sealed record OnnxRefusal(string Node, string Operation, string Reason)
{
    /// <summary>A line that names all three.</summary>
    public override string ToString() => Operation.Length == 0 ? $"{Listing.Cut(Node, 100)}: {Reason}"
        : $"{Listing.Cut(Node, 100)} ({Listing.Cut(Operation, 60)}): {Reason}";
}

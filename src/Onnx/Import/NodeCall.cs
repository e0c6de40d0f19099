using System.Text;

namespace NetCompiler.Onnx.Import;

/// <summary>A node with what it reads, to be imported.</summary>
internal sealed class NodeCall(OnnxNode node, IValue?[] inputs, long opset, ClassDraft? draft, Func<string, int> uses)
{
    public OnnxNode Node => node;

    public string Operation => node.Operation;

    /// <summary>The version of the operations.</summary>
    public long Opset => opset;

    public ClassDraft Draft => draft ?? throw new RefusedException("an operation outside of a class");

    public int Count => inputs.Length;

    public IReadOnlyList<IValue?> Inputs => inputs;

    /// <summary>An input that must be there.</summary>
    public IValue this[int i] => Optional(i) ?? throw new RefusedException($"input {i} is missing");

    /// <summary>An input that may be left out.</summary>
    public IValue? Optional(int i) => i < inputs.Length ? inputs[i] : null;

    /// <summary>An input that depends on the network's inputs; a constant becomes a part of the class.</summary>
    /// <param name="i">Which.</param>
    /// <param name="keepFlattened">Whether the elements of a flattened image may stay in the order of the class.</param>
    public Flow Flow(int i, bool keepFlattened = false) => keepFlattened && this[i] is Flow flow ? flow : Draft.AsFlow(this[i]);

    /// <summary>An input that must be known while importing.</summary>
    public Constant Known(int i, string what) => Optional(i) switch
    {
        Constant constant => constant,
        null => throw new RefusedException($"{what} is missing"),
        _ => throw new RefusedException($"{what} must be known while importing, but depends on the inputs"),
    };

    /// <summary>Whether somebody reads an output.</summary>
    public bool Wants(int output) => output < node.Outputs.Count && node.Outputs[output].Length > 0 && uses(node.Outputs[output]) > 0;

    /// <summary>How often an input is read.</summary>
    public int UsesOf(int input) => uses(node.Inputs[input]);

    public void RefuseOutput(int output, string what)
    {
        if (Wants(output))
        {
            throw new RefusedException($"its output {output}, {what}, cannot be given");
        }
    }

    public bool Has(string name) => Find(name) is not null;

    public long Int(string name, long missing) => Find(name)?.Int ?? missing;

    public float Float(string name, float missing) => Find(name)?.Float ?? missing;

    public string Text(string name, string missing) => Find(name) is { } found ? Encoding.UTF8.GetString(found.Text.Span) : missing;

    public long[] Ints(string name, params long[] missing) => Find(name)?.Ints.ToArray() ?? missing;

    public OnnxAttribute? Find(string name) => node.Attributes.FirstOrDefault(attribute => attribute.Name == name);

    /// <summary>Numbers that are an attribute in old versions and an input in later ones; null where both are left out.</summary>
    public long[]? IntsOrInput(string name, int input, string what) =>
        Find(name)?.Ints.ToArray() ?? (Optional(input) is null ? null : Known(input, what).Wholes());

    /// <summary>An axis from 0.</summary>
    public static int Axis(long axis, int rank) => axis >= -rank && axis < rank ? (int)(axis < 0 ? axis + rank : axis)
        : throw new RefusedException($"axis {axis} of a tensor with {rank} axes");

    public int Axis(string name, long missing, int rank) => Axis(Int(name, missing), rank);
}

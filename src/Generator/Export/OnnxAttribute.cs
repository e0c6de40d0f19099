using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Export;

/// <summary>An argument of an operation, as its line says it.</summary>
/// <param name="Text">Its value: a whole number, a float with an f behind it, a text in quotes, or a list of one of these in brackets.</param>
internal sealed record OnnxAttribute(string Name, string Text)
{
    public static OnnxAttribute Int(string name, long value) => new(name, Invariant.Text(value));

    public static OnnxAttribute Float(string name, float value) => new(name, OnnxText.Of(value));

    public static OnnxAttribute String(string name, string value) => new(name, OnnxText.Quoted(value));

    public static OnnxAttribute Ints(string name, IEnumerable<long> values) =>
        new(name, OnnxText.List(values.Select(value => Invariant.Text(value))));

    public static OnnxAttribute Ints(string name, IEnumerable<int> values) => Ints(name, values.Select(value => (long)value));

    public static OnnxAttribute Floats(string name, IEnumerable<float> values) => new(name, OnnxText.List(values.Select(OnnxText.Of)));

    public static OnnxAttribute Strings(string name, IEnumerable<string> values) => new(name, OnnxText.List(values.Select(OnnxText.Quoted)));
}

/// <summary>Numbers and texts in a line.</summary>
internal static class OnnxText
{
    /// <summary>The f tells a float from a whole number.</summary>
    public static string Of(float value) => Invariant.Text(value) + "f";

    public static string Quoted(string text) => "'" + text + "'";

    public static string List(IEnumerable<string> values) => "[" + string.Join(",", values) + "]";
}

using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Model;

/// <summary>
/// softmax(Q K^T / sqrt(KeyDim)) V of each head, then a projection to Output channels (Vaswani et al., 2017). Inputs: query [places, width], value and key
/// [sources, width], and a mask that is broadcast to [heads, places, sources]; a missing value is the query, a missing key the value.
/// </summary>
/// <param name="SourceHeads">Heads of keys and values; each serves Heads / SourceHeads heads of queries.</param>
/// <param name="QueryWidth">Width of the query; the others likewise.</param>
internal sealed record MultiHeadAttentionOp(
    int Heads, int SourceHeads, int KeyDim, int ValueDim, int Output, bool UseBias, bool Causal, float Dropout, InitializerKind Kernel, InitializerKind Bias,
    int QueryWidth, int ValueWidth, int KeyWidth) : OpSpec
{
    /// <summary>Kernel and bias of query, key, value and output, in Keras' order and layouts.</summary>
    public IEnumerable<LayerParameter> Parameters() =>
        Projection("query", QueryWidth, Heads, KeyDim)
            .Concat(Projection("key", KeyWidth, SourceHeads, KeyDim))
            .Concat(Projection("value", ValueWidth, SourceHeads, ValueDim))
            .Concat(Merge());

    private IEnumerable<LayerParameter> Projection(string name, int width, int heads, int size)
    {
        // Keras' fans of a kernel with three axes: all sizes but the last, and the last times the first.
        yield return new(name + "/kernel", new([width, heads, size]), Kernel, width * heads, width * size);
        if (UseBias)
        {
            yield return new(name + "/bias", new([heads, size]), Bias, heads, size);
        }
    }

    private IEnumerable<LayerParameter> Merge()
    {
        yield return new("attention_output/kernel", new([Heads, ValueDim, Output]), Kernel, Heads * ValueDim, Heads * Output);
        if (UseBias)
        {
            yield return new("attention_output/bias", new([Output]), Bias, Output, Output);
        }
    }
}

/// <summary>A row of a table [Rows, Width] for each whole number: [...] to [..., Width].</summary>
internal sealed record EmbeddingOp(int Rows, int Width, InitializerKind Initializer) : OpSpec;

/// <summary>The first rows of a table [Rows, width], as many as the input [..., places, width] has places, for each sample.</summary>
internal sealed record PositionEmbeddingOp(int Rows, InitializerKind Initializer) : OpSpec;

/// <summary>x E^T + b over the last axis, with the table E [Units, width] of the embedding <c>Table</c>; bias [Units].</summary>
internal sealed record TiedDenseOp(string Table, int Units, bool UseBias, InitializerKind Bias) : OpSpec;

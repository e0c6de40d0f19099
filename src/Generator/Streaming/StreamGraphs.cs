using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Streaming;

/// <summary>A network as it goes on step by step.</summary>
/// <param name="Step">
/// From a step's sample and what the streams have kept to the step's output, and to what they keep next. All tensors that count steps have one.
/// </param>
/// <param name="Begin">From the inputs that do not stream, and the parameters, to what a stream begins with; null where that is constant.</param>
/// <param name="Fills">By the number of what a stream keeps: what it begins with, where <c>Begin</c> does not say it.</param>
/// <param name="Position">The number of the place in the sequence among what a stream keeps; -1 where nothing asks for it.</param>
/// <param name="MostSteps">The steps that a stream can take; 0 for any number.</param>
internal sealed record StreamGraphs(TensorGraph Step, TensorGraph? Begin, EquatableArray<float> Fills, int Position, int MostSteps);

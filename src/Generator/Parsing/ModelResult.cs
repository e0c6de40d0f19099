using NetCompiler.Generator.Diagnostics;
using NetCompiler.Generator.Model;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Parsing;

/// <summary>What parsing a class gives: a model, unless there is an error among the diagnostics.</summary>
/// <param name="Identifier">Where the class has its name.</param>
/// <param name="Outline">What is known even with errors; null when the class cannot be extended.</param>
internal sealed record ModelResult(LocationInfo Identifier, OutlineSpec? Outline, ModelSpec? Spec, EquatableArray<DiagnosticInfo> Diagnostics);

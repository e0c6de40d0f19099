using System;

namespace NetCompiler.Generator.Export;

/// <summary>An operation that has no counterpart in ONNX; the message says why.</summary>
internal sealed class ExportRefused(string why) : Exception(why);

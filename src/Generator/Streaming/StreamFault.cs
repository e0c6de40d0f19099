using System;

namespace NetCompiler.Generator.Streaming;

/// <summary>Why a network cannot go on step by step, in words for its author.</summary>
internal sealed class StreamFault(string message) : Exception(message);

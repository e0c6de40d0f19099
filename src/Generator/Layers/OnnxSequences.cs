using System;
using System.Collections.Generic;
using NetCompiler.Generator.Export;

namespace NetCompiler.Generator.Layers;

/// <summary>What is known of sequences while an ONNX graph is made: which of their steps count, what recurrent layers leave, and the scans.</summary>
internal sealed class OnnxSequences
{
    private readonly Dictionary<OnnxValue, string> _masks = [];
    private readonly Dictionary<OnnxValue, IReadOnlyList<OnnxValue>> _states = [];

    /// <summary>Which steps of a tensor [N, steps, ...] count, as a tensor [N, steps] of ones and zeros; null where all do.</summary>
    public string? MaskOf(OnnxValue value) => _masks.TryGetValue(value, out string? mask) ? mask : null;

    /// <summary>Notes which steps of a tensor count.</summary>
    public void NoteMask(OnnxValue value, string mask) => _masks[value] = mask;

    /// <summary>The last states that were noted with a recurrent layer's output.</summary>
    public IReadOnlyList<OnnxValue> StatesOf(OnnxValue output) => _states[output];

    /// <summary>Notes the last states that a recurrent layer gives beside its output.</summary>
    public void NoteStates(OnnxValue output, IReadOnlyList<OnnxValue> states) => _states[output] = states;

    /// <summary>The scan whose step is made; null outside of scans.</summary>
    public OnnxScan? Open { get; set; }

    /// <summary>The scan whose step is made.</summary>
    public OnnxScan Scan => Open ?? throw new InvalidOperationException("No scan's step is made.");

    /// <summary>The scans that have ended, by number.</summary>
    public Dictionary<int, OnnxScan> Ended { get; } = [];
}

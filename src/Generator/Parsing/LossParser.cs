using System;
using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Diagnostics;
using NetCompiler.Generator.Layers;
using NetCompiler.Generator.Model;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Parsing;

/// <summary>Reads the loss, and judges whether it fits the network's output.</summary>
internal sealed class LossParser(AttributeReader attribute, string network, Problems problems)
{
    private readonly LossKind _kind = (LossKind)attribute.Value("kind", 0);
    private readonly bool _fromLogits = attribute.Value<bool>("FromLogits");

    private bool IsCategorical => _kind is LossKind.CategoricalCrossentropy or LossKind.SparseCategoricalCrossentropy;

    private bool IsCrossentropy => IsCategorical || _kind == LossKind.BinaryCrossentropy;

    /// <summary>The loss as it is written; null, with a diagnostic, when its kind is unknown.</summary>
    public LossSpec? Parse()
    {
        if (!attribute.Has("kind") || _kind == LossKind.Custom)
        {
            problems.Add(Descriptors.LossUnclear, attribute.Location, network, "above a class, [Loss] names one of the ready losses");
            return null;
        }

        if (!Enum.IsDefined(typeof(LossKind), _kind))
        {
            problems.Add(Descriptors.UnknownEnumValue, attribute.Where("kind"), "The loss", Invariant.Text((int)_kind), "Loss");
            return null;
        }

        if (_fromLogits && !IsCrossentropy)
        {
            ReportUnused("FromLogits", "a cross-entropy has logits");
        }

        return new(_kind, _fromLogits, LabelSmoothing(), Delta()) { IgnoreClass = IgnoreClass() };
    }

    /// <summary>Reports what does not fit between the loss and the output.</summary>
    public void CheckFit(IReadOnlyList<NodeSpec> nodes, int output)
    {
        NodeSpec last = nodes[output];
        if (IsCategorical && last.OutputShape.Last() < 2)
        {
            problems.Add(Descriptors.NeedsClasses, attribute.Where("kind"), _kind.ToString(), last.DisplayName, Invariant.Text(last.OutputShape));
            return;
        }

        if (IsCrossentropy)
        {
            CheckRange(last, OutputRanges.Of(nodes, output));
        }

        if (!attribute.Has("IgnoreClass"))
        {
            // Who leaves places out means them.
            new ForgottenFlatten(nodes, output).Check(IsCategorical, attribute, problems);
        }
    }

    private void CheckRange(NodeSpec last, OutputValues values)
    {
        OutputRange range = values.Range;
        bool isProbability = range is OutputRange.UnitInterval or OutputRange.Distribution;
        (string wanted, string activation) = IsCategorical ? ("a distribution", "Softmax") : ("values from 0 to 1", "Sigmoid");
        string shape = Invariant.Text(last.OutputShape);
        if (_fromLogits && isProbability)
        {
            string through = range == OutputRange.Distribution ? "a softmax" : "a sigmoid";
            problems.Add(Descriptors.LogitsAfterProbabilities, attribute.Where("FromLogits"), activation.ToLowerInvariant(), last.DisplayName,
                through);
        }
        else if (!_fromLogits && range == OutputRange.Any)
        {
            problems.Add(Descriptors.NotProbabilities, attribute.Where("kind"), _kind.ToString(), last.DisplayName, shape, values.Words, activation);
        }
        else if (!_fromLogits && (range == OutputRange.NonNegative || (IsCategorical && range == OutputRange.UnitInterval)))
        {
            problems.Add(
                Descriptors.DoubtfulProbabilities, attribute.Where("kind"), _kind.ToString(), wanted, last.DisplayName, shape, values.Words,
                    activation);
        }
    }

    private float LabelSmoothing()
    {
        float smoothing = attribute.Value("LabelSmoothing", 0f);
        if (!(smoothing >= 0 && smoothing <= 1))
        {
            problems.Add(Descriptors.SmoothingOutOfRange, attribute.Where("LabelSmoothing"), Invariant.Text(smoothing));
        }
        else if (smoothing != 0 && _kind is not (LossKind.BinaryCrossentropy or LossKind.CategoricalCrossentropy))
        {
            ReportUnused("LabelSmoothing", "BinaryCrossentropy and CategoricalCrossentropy have it");
        }

        return smoothing;
    }

    private int? IgnoreClass()
    {
        if (!attribute.Has("IgnoreClass"))
        {
            return null;
        }

        int ignored = attribute.Value("IgnoreClass", 0);
        if (_kind != LossKind.SparseCategoricalCrossentropy)
        {
            ReportUnused("IgnoreClass", "SparseCategoricalCrossentropy has it");
        }
        else if (!LossSpec.IsClass(ignored))
        {
            problems.Add(Descriptors.IgnoredClassInvalid, attribute.Where("IgnoreClass"), Invariant.Text(ignored));
        }

        return ignored;
    }

    private float Delta()
    {
        float delta = attribute.Value("Delta", 1f);
        if (_kind != LossKind.Huber)
        {
            if (attribute.Has("Delta"))
            {
                ReportUnused("Delta", "Huber has it");
            }

            return 1;
        }

        if (!(delta > 0) || float.IsInfinity(delta))
        {
            problems.Add(Descriptors.DeltaInvalid, attribute.Where("Delta"), Invariant.Text(delta));
        }

        return delta;
    }

    private void ReportUnused(string option, string rule) =>
        problems.Add(Descriptors.LossOptionUnused, attribute.Where(option), option, _kind.ToString(), rule);
}

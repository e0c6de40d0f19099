namespace NetCompiler;

/// <content>What training states hold of an optimizer.</content>
public abstract partial class Optimizer
{
    /// <param name="section">Gets the state.</param>
    /// <param name="network">Whose parameters it belongs to.</param>
    /// <param name="gathered">The values of all ranks; null where this optimizer has them.</param>
    internal void SaveState(StateSection section, CompiledNetwork network, float[][]? gathered)
    {
        if (gathered is null)
        {
            CheckWhole();
        }

        section.Add("type", GetType().Name);
        section.Add("rule", Rule.ToString());
        section.Add("steps", _steps);
        section.Add("accumulation_steps", GradientAccumulationSteps ?? 1);
        section.Add("learning_rate", (double)_learningRate);
        section.Add("scalar", Scalar);
        section.Add("slots", SlotCount);

        // Another thread may give the optimizer other slots meanwhile; then what is read here is refused.
        float[][] slots = gathered ?? _slots;
        section.Add("has_slots", slots.Length);
        for (int i = 0; i < slots.Length; i++)
        {
            foreach (Parameter parameter in ParametersOf(i, network))
            {
                section.Add($"{SlotName(i)}/{parameter.Name}", parameter.Unpack(slots[i]));
            }
        }

        foreach (RowGradient table in _accumulated)
        {
            table.Save(section, SlotName(AccumulatedSlot));
        }
    }

    /// <summary>The parameters that have values in a slot: what is added up of tables with sparse updates is a list of rows.</summary>
    private IEnumerable<Parameter> ParametersOf(int slot, CompiledNetwork network) => network.Parameters.Where(parameter =>
        parameter.Trainable && !(slot == AccumulatedSlot && parameter.Description.SparseUpdates));

    /// <summary>Reads and checks a state; the result puts it in force.</summary>
    /// <exception cref="ModelFileException">The state is not of an optimizer with these settings.</exception>
    internal Action PrepareState(StateSection section, CompiledNetwork network)
    {
        section.Expect("type", GetType().Name, "the optimizer");
        section.Expect("rule", Rule.ToString(), "the optimizer's rule");
        section.Expect("accumulation_steps", GradientAccumulationSteps ?? 1, "gradient accumulation steps,");
        section.Expect("slots", SlotCount, "values of the optimizer's state per parameter,");
        long steps = section.GetInt64("steps");
        double learningRate = section.GetDouble("learning_rate"), scalar = section.GetDouble("scalar");
        float[][] slots = section.GetInt64("has_slots") == 0 ? [] : NewSlots(network.TrainableValues.Length);
        for (int i = 0; i < slots.Length; i++)
        {
            foreach (Parameter parameter in ParametersOf(i, network))
            {
                parameter.Pack(section.GetSingles($"{SlotName(i)}/{parameter.Name}", parameter.Count), slots[i]);
            }
        }

        RowGradient[] accumulated = slots.Length == 0 || GradientAccumulationSteps is null ? []
            : [.. network.Description.SparseTables.Select(table => RowGradient.Load(table, section, SlotName(AccumulatedSlot)))];
        return () =>
        {
            Bind(network);
            (_slots, _accumulated, _steps, _learningRate, Scalar, _shards) = (slots, accumulated, steps, (float)learningRate, scalar, null);
        };
    }

    private string SlotName(int slot) => slot < StateCount ? FormattableString.Invariant($"state{slot}")
        : UseEma && slot == StateCount ? "average"
        : "accumulated";

    private float[][] NewSlots(int floats)
    {
        var slots = new float[SlotCount][];
        for (int i = 0; i < slots.Length; i++)
        {
            slots[i] = NewSlot(floats);
            if (i < StateCount)
            {
                Array.Fill(slots[i], InitialState);
            }
        }

        return slots;
    }

    private static float[] NewSlot(int floats)
    {
        float[] slot = GC.AllocateArray<float>(floats, pinned: true);
        HugePages.Ask(slot);
        return slot;
    }
}

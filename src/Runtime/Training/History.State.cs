namespace NetCompiler;

/// <content>What training states hold of a history.</content>
public sealed partial class History
{
    internal void SaveState(StateSection section)
    {
        section.Add("epochs", Epochs);
        section.Add("names", _names.Count);
        for (int i = 0; i < _names.Count; i++)
        {
            section.Add(FormattableString.Invariant($"{i}/name"), _names[i]);
            section.Add(FormattableString.Invariant($"{i}/values"), [.. _values[_names[i]]]);
        }

        section.Add("learning_rates", [.. _learningRates]);
    }

    /// <summary>Reads and checks a state; the result puts it in force.</summary>
    internal Action PrepareState(StateSection section)
    {
        long epochs = section.GetInt64("epochs");
        var values = new List<(string Name, double[] Values)>();
        for (long i = 0; i < section.GetInt64("names"); i++)
        {
            values.Add((section.GetString(FormattableString.Invariant($"{i}/name")), section.GetDoubles(FormattableString.Invariant($"{i}/values"))));
        }

        float[] learningRates = section.GetSingles("learning_rates");
        return () =>
        {
            foreach ((string name, double[] ofName) in values)
            {
                _names.Add(name);
                _values[name] = [.. ofName];
            }

            _learningRates.AddRange(learningRates);
            Epochs = (int)epochs;
        };
    }
}

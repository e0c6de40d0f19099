namespace NetCompiler;

/// <summary>
/// The parameters that a training step renews itself, such as moving averages: their next values wait here until the step is complete.
/// </summary>
internal sealed class MovingStates
{
    private readonly (ParameterDescription Parameter, int Offset)[] _states;
    private readonly int[][] _padding;

    public MovingStates(NetworkDescription description)
    {
        int floats = 0;
        _states = Array.ConvertAll(description.TrainingStates, index =>
        {
            ParameterDescription parameter = description.Parameters[index];
            int offset = floats;
            floats += parameter.Layout.Floats;
            return (parameter, offset);
        });
        _padding = Array.ConvertAll(_states, state => state.Parameter.Layout.Padding(state.Parameter.Shape));
        Values = new FloatArena(floats);
    }

    /// <summary>One after the other, in the parameters' layouts.</summary>
    public FloatArena Values { get; }

    /// <summary>Puts the values in force.</summary>
    public void Commit(FloatArena parameters)
    {
        for (int i = 0; i < _states.Length; i++)
        {
            (ParameterDescription parameter, int offset) = _states[i];
            Span<float> place = parameters.Span.Slice(parameter.Offset, parameter.Layout.Floats);
            Values.Span.Slice(offset, place.Length).CopyTo(place);
            foreach (int padding in _padding[i])
            {
                place[padding] = 0;
            }
        }
    }
}

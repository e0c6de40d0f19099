namespace NetCompiler;

/// <summary>
/// What each sample of a batch has of its mean in the losses of which some places do not count: its number of places that do over the mean number of
/// all samples, so that the mean of the samples' shares of their own means is the mean over all places of the batch. The numbers are whole, and so is
/// their sum, so the shares depend neither on threads nor on micro-batches.
/// </summary>
internal sealed unsafe class LossShares(TrainableNetwork network, int microBatch)
{
    private readonly int _losses = network.Description.CountedLosses;
    private FloatArena _values = new(0);

    /// <summary>The shares of a sample and those behind it, a row of one for each loss.</summary>
    public ref float Of(int sample) => ref _values.Pointer[(nint)sample * _losses];

    /// <summary>Shares for samples that are by themselves: each has all of its own places.</summary>
    public void SetAlone(int count)
    {
        _values = FloatArena.AtLeast(_values, Length(count));
        new Span<float>(_values.Pointer, (int)Length(count)).Fill(1);
    }

    /// <summary>Counts the places of a batch, and shares them out.</summary>
    /// <param name="inputs">[count, input].</param>
    /// <param name="targets">[count, target].</param>
    /// <param name="count">How many samples.</param>
    /// <param name="workspace">Scratch of undefined contents, as evaluation has it.</param>
    /// <param name="group">This rank among those that share the batch; null for none.</param>
    /// <param name="cut">What this rank has of it; null for all.</param>
    public void Count(float* inputs, float* targets, int count, FloatArena workspace, RankGroup? group, BatchCut? cut)
    {
        _values = FloatArena.AtLeast(_values, Length(count));
        int end = cut?.EndRow ?? count;
        for (int sample = cut?.FirstRow ?? 0; sample < end; sample += microBatch)
        {
            ref float none = ref *(float*)null;
            var slice = new TrainingSlice(
                ref inputs[(nint)sample * network.InputFloats], ref targets[(nint)sample * network.TargetFloats], ref none, ref none, ref none,
                ref none, ref Of(sample), ref none, ref none, Math.Min(microBatch, end - sample), 0, sample);
            network.RunCountPlaces(slice, ref workspace.Start);
        }

        group?.AddAllGather(_values.Pointer, cut!.Rows, _losses);
        group?.Run();
        for (int loss = 0; loss < _losses; loss++)
        {
            Share(loss, count);
        }
    }

    /// <summary>Numbers of places -> shares; of no places at all, nobody has any.</summary>
    private void Share(int loss, int count)
    {
        double all = 0;
        for (int sample = 0; sample < count; sample++)
        {
            all += Place(sample, loss);
        }

        for (int sample = 0; sample < count; sample++)
        {
            Place(sample, loss) = (float)(Place(sample, loss) * (double)count / Math.Max(all, 1));
        }
    }

    private ref float Place(int sample, int loss) => ref _values.Pointer[((nint)sample * _losses) + loss];

    private long Length(int count) => (long)count * _losses;
}

using NetCompiler.Tests.Shared;

namespace NetCompiler.Execution.Tests.Streaming;

/// <summary>A network's steps, one by one, against the whole sequence at once.</summary>
public sealed class StreamTests
{
    private const int Streams = 3;

    public static TheoryData<string, int> Networks => new()
    {
        { nameof(DeepRecurrence), 0 }, { nameof(GatedRecurrence), 0 }, { nameof(LastOutput), 0 }, { nameof(MaskedReader), 6 },
        { nameof(CausalConvolutions), 0 }, { nameof(WaveBlock), 0 }, { nameof(CausalTransformer), 11 }, { nameof(Translator), 7 },
        { nameof(ScanningDecoder), 0 }, { nameof(Conditioned), 0 }, { nameof(LongSums), 0 },
        { nameof(TrainedTranslator), 7 }, { nameof(TrainedWriter), 7 },
    };

    /// <param name="words">Number of words that the input counts; 0 for any numbers.</param>
    [Theory]
    [MemberData(nameof(Networks))]
    public void Steps_give_the_bits_of_the_whole_sequence(string name, int words)
    {
        CompiledNetwork network = Create(name);
        StreamDescription stream = network.Description.Stream!;
        TensorDescription streamed = network.Description.Inputs[^1];
        int steps = streamed.Shape[0], given = streamed.Offset;
        float[] inputs = Inputs(network, words);
        float[] whole = new float[Streams * network.OutputFloats];
        network.Predict(inputs, whole);

        StreamState state = Begun(network, inputs);
        float[] sample = new float[Streams * stream.InputFloats], output = new float[Streams * stream.OutputFloats];
        for (int step = 0; step < steps; step++)
        {
            TakeStep(network, inputs, given, step, sample, output, state);
            for (int n = 0; n < Streams; n++)
            {
                if (network.OutputFloats != stream.OutputFloats || step == steps - 1)
                {
                    Assert.Equal(
                        Expected(network, whole.AsSpan(n * network.OutputFloats, network.OutputFloats), step),
                        output[(n * stream.OutputFloats)..((n + 1) * stream.OutputFloats)]);
                }
            }
        }
    }

    [Fact]
    public void A_state_is_copied_and_goes_on_as_the_one_that_it_was_copied_from()
    {
        CompiledNetwork network = new CausalTransformer(1);
        float[] inputs = Inputs(network, 11);
        StreamState state = Begun(network, inputs), other = network.CreateState(Streams);
        float[] sample = new float[Streams], output = new float[Streams * 11], again = new float[Streams * 11];
        for (int step = 0; step < 5; step++)
        {
            TakeStep(network, inputs, 0, step, sample, output, state);
        }

        var copy = new float[Streams * state.FloatsPerStream];
        state.CopyTo(copy);
        other.CopyFrom(copy);
        network.Step(sample, output, state);
        network.Step(sample, again, other);
        Assert.Equal(output, again);
        Assert.Throws<ArgumentException>(() => state.CopyTo(new float[3]));
    }

    [Fact]
    public void Streams_are_reordered_and_multiplied()
    {
        CompiledNetwork network = new CausalTransformer(1);
        float[] inputs = Inputs(network, 11);
        StreamState state = Begun(network, inputs);
        float[] sample = new float[Streams], output = new float[Streams * 11];
        for (int step = 0; step < 4; step++)
        {
            TakeStep(network, inputs, 0, step, sample, output, state);
        }

        state.Reorder([2, 0, 0, 1, 2]);
        Assert.Equal(5, state.Streams);
        float[] many = new float[5 * 11], next = [4, 4, 5, 4, 5];
        network.Step(next, many, state);
        StreamState single = network.CreateState();
        float[] one = new float[11];
        foreach ((int stream, int number) in new[] { (2, 0), (0, 1), (1, 3) })
        {
            single.Reset();
            for (int step = 0; step < 4; step++)
            {
                network.Step(inputs.AsSpan((stream * 19) + step, 1), one, single);
            }

            network.Step([4], one, single);
            Assert.Equal(one, many[(number * 11)..((number + 1) * 11)]);
        }

        Assert.Throws<ArgumentException>(() => state.Reorder([5]));
    }

    [Fact]
    public void More_steps_than_an_attention_is_declared_for_are_refused_and_change_nothing()
    {
        var network = new CausalTransformer(1);
        StreamState state = network.CreateState();
        var output = new float[11];
        for (int step = 0; step < 19; step++)
        {
            network.Step([step % 11], output, state);
        }

        string message = Assert.Throws<InvalidOperationException>(() => network.Step([1], output, state)).Message;
        Assert.Equal("'CausalTransformer' is declared for 19 steps, and stream 0 has taken all of them.", message);
        state.Reset();
        network.Step([1], output, state);
    }

    [Fact]
    public void What_does_not_fit_is_refused()
    {
        var network = new Translator(1);
        StreamState state = network.CreateState();
        var output = new float[7];
        Assert.False(state.IsBegun);
        Refuses<InvalidOperationException>("have not begun", () => network.Step([1], output, state));
        Refuses<ArgumentException>("6 floats; got 5", () => network.Begin(new float[5], state));
        Refuses<ArgumentException>("from 0 to 8", () => network.Begin([1, 2, 3, 9, 0, 0], state));
        network.Begin([1, 2, 3, 4, 0, 0], state);
        Refuses<ArgumentException>("from 0 to 6", () => network.Step([7], output, state));
        Refuses<ArgumentException>("takes 1 floats and gives 7", () => network.Step([6, 1], output, state));
        Refuses<ArgumentException>("not one of this", () => new Translator(2).Step([1], output, state));
        network.Step([1], output, state);

        static void Refuses<T>(string why, Action step)
            where T : Exception => Assert.Contains(why, Assert.Throws<T>(step).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_stream_that_begins_again_has_forgotten_what_was_before()
    {
        var network = new Translator(1);
        StreamState state = network.CreateState(), fresh = network.CreateState();
        float[] source = [1, 2, 3, 4, 0, 0], output = new float[7], again = new float[7];
        network.Begin([5, 6, 7, 8, 1, 2], state);
        network.Step([3], output, state);
        network.Begin(source, state);
        network.Begin(source, fresh);
        network.Step([1], output, state);
        network.Step([1], again, fresh);
        Assert.Equal(again, output);
        state.Reset();
        Assert.False(state.IsBegun);
    }

    [Fact]
    public void A_step_allocates_nothing()
    {
        var network = new DeepRecurrence(1);
        StreamState state = network.CreateState();
        float[] sample = new float[8], output = new float[3];
        network.Step(sample, output, state);
        Assert.Equal(0, Allocations.Least(100, () => network.Step(sample, output, state)));
    }

    [Fact]
    public void A_network_that_streams_writes_sequences()
    {
        var network = new Translator(3);
        float[] source = [1, 5, 3, 2, 0, 0], target = new float[5], scores = new float[5 * 7];
        GeneratedSequence written = SequenceGeneration.Greedy(new StreamModel(network, source), [6], maxLength: 4);
        target[0] = 6;
        for (int step = 0; step < 4; step++)
        {
            network.Predict([.. source, .. target], scores);
            float[] row = scores[(step * 7)..((step + 1) * 7)];
            int best = Array.IndexOf(row, row.Max());
            Assert.Equal(best, written.Tokens[step]);
            target[step + 1] = best;
        }
    }

    [Fact]
    public void A_beam_over_streams_knows_how_probable_its_sequences_are()
    {
        var network = new Translator(3);
        float[] source = [1, 5, 3, 2, 0, 0], scores = new float[5 * 7];
        IReadOnlyList<GeneratedSequence> beam = SequenceGeneration.BeamSearch(new StreamModel(network, source), [6], 4, endToken: 0, width: 3);
        Assert.Equal(3, beam.Count);
        foreach (GeneratedSequence found in beam)
        {
            int[] tokens = [.. found.Tokens, .. found.Ended ? new[] { 0 } : []];
            float[] target = [6, .. tokens.Select(token => (float)token), .. new float[4 - tokens.Length]];
            network.Predict([.. source, .. target], scores);
            double sum = 0;
            for (int step = 0; step < tokens.Length; step++)
            {
                Span<float> row = scores.AsSpan(step * 7, 7);
                SequenceGeneration.LogSoftmax(row);
                sum += row[tokens[step]];
            }

            Assert.Equal(sum, found.LogProbability, 5);
        }
    }

    private static CompiledNetwork Create(string name) =>
        (CompiledNetwork)Activator.CreateInstance(typeof(StreamTests).Assembly.GetType($"{typeof(StreamTests).Namespace}.{name}")!, 5)!;

    private static float[] Inputs(CompiledNetwork network, int words)
    {
        var random = new Random(7);
        return [.. Enumerable.Range(0, Streams * network.InputFloats).Select(_ => words > 0 ? random.Next(words) : (2 * random.NextSingle()) - 1)];
    }

    private static StreamState Begun(CompiledNetwork network, float[] inputs)
    {
        StreamState state = network.CreateState(Streams);
        int given = network.Description.Inputs[^1].Offset;
        if (given > 0)
        {
            network.Begin([.. Enumerable.Range(0, Streams).SelectMany(n => inputs.Skip(n * network.InputFloats).Take(given))], state);
        }

        return state;
    }

    private static void TakeStep(CompiledNetwork network, float[] inputs, int given, int step, float[] sample, float[] output, StreamState state)
    {
        int floats = sample.Length / Streams;
        for (int n = 0; n < Streams; n++)
        {
            inputs.AsSpan((n * network.InputFloats) + given + (step * floats), floats).CopyTo(sample.AsSpan(n * floats));
        }

        network.Step(sample, output, state);
    }

    /// <summary>The step's part of each output of a sample.</summary>
    private static float[] Expected(CompiledNetwork network, ReadOnlySpan<float> row, int step)
    {
        var expected = new List<float>();
        foreach (TensorDescription output in network.Description.Outputs)
        {
            int floats = output.Shape.Aggregate(1, (product, size) => product * size);
            int each = output.Shape.Length > 1 ? floats / output.Shape[0] : floats;
            expected.AddRange(row.Slice(output.Offset + (output.Shape.Length > 1 ? step * each : 0), each));
        }

        return [.. expected];
    }
}

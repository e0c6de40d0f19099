using Digits;
using NetCompiler.Tests.Shared;

namespace NetCompiler.Execution.Tests.Samples;

/// <summary>After warm-up neither predicting nor training allocates a byte on the calling thread.</summary>
public sealed class AllocationTests
{
    private const int WarmUp = 3, Calls = 20;

    [Theory, InlineData(1), InlineData(7), InlineData(64)]
    public void Predict(int batch)
    {
        var model = new DigitClassifier(seed: 1);
        (float[] inputs, _) = DigitBatch.Make(batch);
        var outputs = new float[batch * DigitBatch.Classes];
        AssertAllocatesNothing(() => model.Predict(inputs, outputs));
    }

    [Theory, InlineData(1, 1), InlineData(32, 1), InlineData(32, 2)]
    public void A_training_step(int batch, int threads)
    {
        var model = new DigitClassifier(seed: 1) { ComputeThreads = threads };
        (float[] inputs, float[] targets) = DigitBatch.Make(batch);
        var optimizer = new Adam(1e-3f);
        AssertAllocatesNothing(() => model.TrainStep(inputs, targets, optimizer));
    }

    private static void AssertAllocatesNothing(Action work)
    {
        for (int i = 0; i < WarmUp; i++)
        {
            work();
        }

        Assert.Equal(0, Allocations.Least(Calls, work));
    }
}

using System.Runtime.CompilerServices;

namespace NetCompiler;

/// <content>
/// Predictions of many samples on several threads. The samples are cut into pieces, and threads take these; a sample's outputs do not depend on what
/// else is in its piece, so they are the same to the bit.
/// </content>
public abstract partial class CompiledNetwork
{
    /// <summary>Below so many floating-point operations, some tens of microseconds, other threads cost more than they bring.</summary>
    private const double LeastFlops = 5e6;

    /// <summary>Predictions of the process that are large enough for several threads.</summary>
    private static int _large;

    private int _computeThreads = Environment.ProcessorCount;
    private ParallelPrediction? _parallel;

    /// <summary>
    /// Threads that a training step or the prediction of many samples uses at most, from 1 on; the number of processors at first. Results do not
    /// depend on it. Nothing uses more threads than there are processors, and predictions that run at once, of this or of other networks, use a
    /// thread each: the callers'.
    /// </summary>
    public int ComputeThreads
    {
        get => _computeThreads;
        set
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            _computeThreads = value;
        }
    }

    /// <summary>Floating-point operations of its layers on a sample.</summary>
    private protected double SampleFlops { get; }

    /// <summary>Predicts on several threads where that pays and nobody else predicts much; false when it is left to the caller.</summary>
    private bool TryPredictParallel(ref float input, ref float output, int count)
    {
        int threads = Math.Min(_computeThreads, WorkerPools.Processors), piece = Math.Min(_microBatch, (count + threads - 1) / threads);
        if (threads == 1 || count * SampleFlops < LeastFlops)
        {
            return false;
        }

        try
        {
            if (Interlocked.Increment(ref _large) > 1)
            {
                PredictAlone(ref input, ref output, count);
                return true;
            }

            WorkerPool pool = WorkerPools.Take(threads);
            try
            {
                (_parallel ??= new(this)).Run(pool, ref input, ref output, count, piece);
            }
            finally
            {
                WorkerPools.Return(pool);
            }

            return true;
        }
        finally
        {
            Interlocked.Decrement(ref _large);
        }
    }

    /// <summary>A prediction in pieces, of which each may run on any thread.</summary>
    private sealed unsafe class ParallelPrediction(CompiledNetwork network) : IParallelWork
    {
        private nint _input;
        private nint _output;
        private int _count;
        private int _piece;

        public void Run(WorkerPool pool, ref float input, ref float output, int count, int piece)
        {
            fixed (float* from = &input, to = &output)
            {
                (_count, _piece, _input, _output) = (count, piece, (nint)from, (nint)to);
                pool.Run(this, (count + piece - 1) / piece);
            }
        }

        void IParallelWork.Run(int item)
        {
            int first = item * _piece;
            FloatArena workspace = network._workspaces.Take();
            network.InferMicroBatch(
                ref Unsafe.AsRef<float>((float*)_input + ((nint)first * network.InputFloats)),
                ref Unsafe.AsRef<float>((float*)_output + ((nint)first * network.OutputFloats)),
                Math.Min(_piece, _count - first), ref network.ParameterArena.Start, ref network._derived.Start, ref workspace.Start);
            network._workspaces.Return(workspace);
        }
    }
}

using System.Buffers.Binary;
using System.Security.Cryptography;
using NetCompiler.Numerics;

namespace NetCompiler;

/// <summary>
/// Normal noise for the gradients of private training: a stream for each parameter, a part of it for each step, so that threads change nothing.
/// </summary>
internal sealed class GradientNoise : IParallelWork
{
    private readonly ParameterDescription[] _parameters;
    private readonly RandomStream[] _streams;
    private readonly float[][] _values;
    private readonly FloatArena _packed;
    private double _deviation;
    private long _step;

    /// <param name="network">The parameters and their places.</param>
    /// <param name="seed">Null for a key from the system's secure source.</param>
    public GradientNoise(NetworkDescription network, int? seed)
    {
        ulong key = seed is { } given ? CounterRandom.Key(given, use: 0) : SecureKey();
        _parameters = Array.FindAll(network.Parameters, parameter => parameter.Trainable);
        _streams = [.. _parameters.Select((_, i) => new RandomStream(key, salt: i))];
        _values = Array.ConvertAll(_parameters, parameter => new float[Shapes.Floats(parameter.Shape)]);
        _packed = new FloatArena(network.TrainableFloats);
    }

    /// <summary>Adds a step's noise. Padding stays 0.</summary>
    /// <param name="gradients">In the parameters' layout.</param>
    /// <param name="deviation">Of each value.</param>
    /// <param name="step">No two steps have the same noise.</param>
    /// <param name="pool">Draws a parameter's noise each.</param>
    public void Add(Span<float> gradients, double deviation, long step, WorkerPool pool)
    {
        (_deviation, _step) = (deviation, step);
        pool.Run(this, _parameters.Length);
        FloatSums.Add(gradients[.._packed.Length], _packed.Span);
    }

    void IParallelWork.Run(int item)
    {
        RandomStream stream = _streams[item];
        stream.MoveTo(_step);
        float[] values = _values[item];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = (float)(_deviation * stream.NextNormal());
        }

        ParameterDescription parameter = _parameters[item];
        parameter.Layout.Pack(values, parameter.Shape, _packed.Span.Slice(parameter.Offset, parameter.Layout.Floats));
    }

    private static ulong SecureKey()
    {
        Span<byte> bytes = stackalloc byte[sizeof(ulong)];
        RandomNumberGenerator.Fill(bytes);
        return BinaryPrimitives.ReadUInt64LittleEndian(bytes);
    }
}

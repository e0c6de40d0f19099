using NetCompiler.Numerics;

namespace NetCompiler;

/// <summary>A source that changes the pass of another one.</summary>
internal abstract class StageSource(IDataSource source) : IDataSource
{
    /// <summary>Tells draws of stages from others with the same seed.</summary>
    private const long Use = 0x5354_4147_0000_0000;

    /// <summary>Stages up to this one, itself included: two stages of a kind draw different numbers.</summary>
    private readonly int _depth = DepthOf(source) + 1;

    /// <summary>What comes into the stage.</summary>
    protected IDataSource Source => source;

    public virtual ReadOnlySpan<int> InputShape => source.InputShape;

    public virtual int InputFloats => source.InputFloats;

    public virtual int TargetFloats => source.TargetFloats;

    public virtual bool HasWeights => source.HasWeights;

    public virtual long? Count => source.Count;

    public abstract ISampleReader Read(DataPass pass);

    /// <summary>The key of all that this stage draws during a pass.</summary>
    protected ulong Key(DataPass pass) => CounterRandom.Subkey(CounterRandom.Key(pass.Seed, Use + _depth), pass.Epoch);

    /// <summary>The length of the file behind all stages, where only that tells that it is another one: -1 for none.</summary>
    public static long FileBytes(IDataSource source) => source switch
    {
        StageSource stage => FileBytes(stage.Source),
        PrefetchSource prefetch => FileBytes(prefetch.Source),
        CsvSource file => file.Bytes,
        _ => -1,
    };

    /// <summary>Reading ahead changes nothing, so it does not count.</summary>
    private static int DepthOf(IDataSource source) => source switch
    {
        StageSource stage => stage._depth,
        PrefetchSource prefetch => DepthOf(prefetch.Source),
        _ => 0,
    };
}

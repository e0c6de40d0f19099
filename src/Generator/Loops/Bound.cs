namespace NetCompiler.Generator.Loops;

/// <summary>What a name of a kernel stands for.</summary>
internal abstract class Bound;

/// <summary>An integer.</summary>
internal sealed class BoundIndex(LinearForm value) : Bound
{
    public LinearForm Value { get; } = value;
}

/// <summary>A place in a buffer, in floats from its start.</summary>
internal sealed class BoundPointer(int buffer, LinearForm place) : Bound
{
    private Facts? _facts;
    private Reach _reach;

    public int Buffer { get; } = buffer;

    public LinearForm Place { get; } = place;

    /// <summary>The pointer, a constant number of floats further.</summary>
    public BoundPointer Move(long floats) => new(Buffer, Place.Plus(floats)) { _facts = _facts, _reach = _reach };

    /// <summary>Its reach under those facts, if they are the ones that were asked for last.</summary>
    public Reach? Known(Facts facts) => _facts == facts ? _reach : null;

    /// <summary>Keeps the reach for whoever asks again.</summary>
    public Reach Keep(Facts facts, Reach reach)
    {
        (_facts, _reach) = (facts, reach);
        return reach;
    }
}

internal sealed class BoundVector : Bound
{
    public static BoundVector Instance { get; } = new();
}

internal sealed class BoundScalar : Bound
{
    public static BoundScalar Instance { get; } = new();
}

/// <summary>
/// How far a place is at least from both ends of its buffer, in floats, the constants of its pointer and offset left out; null where that is not known.
/// </summary>
internal readonly record struct Reach(long? Before, long? Behind);

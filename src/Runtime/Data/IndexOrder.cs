using NetCompiler.Numerics;

namespace NetCompiler;

/// <summary>
/// An order of 0 to <c>count</c> - 1 that is drawn by a key, as a function from place to index: no list of the indices is kept, so that a set larger
/// than memory can be
/// shuffled and a pass can begin anywhere.
/// </summary>
/// <remarks>
/// A Feistel network (Luby and Rackoff, 1988) permutes the numbers of as many bits as the count needs; what leaves the range goes through again until
/// it is
/// back in (Black and Rogaway, 2002, cycle walking), twice on average at most.
/// </remarks>
internal readonly struct IndexOrder
{
    /// <summary>Keeps the keys of two rounds further apart than any two indices.</summary>
    private const ulong RoundStep = 0xD1B5_4A32_D192_ED03;

    /// <summary>Tells the orders of whole sets from other draws with the same seed.</summary>
    private const long Use = 0x5348_5546;

    private readonly ulong _key;
    private readonly ulong _count;
    private readonly int _rounds;
    private readonly int _lowBits;
    private readonly ulong _lowMask;
    private readonly ulong _highMask;

    /// <param name="key">The same key gives the same order.</param>
    /// <param name="count">How many, at least 1.</param>
    public IndexOrder(ulong key, long count)
    {
        int bits = 64 - System.Numerics.BitOperations.LeadingZeroCount((ulong)count - 1);
        _key = key;
        _count = (ulong)count;

        // Halves of few bits mix slowly: with 8 rounds some orders of five would come twice as often as others.
        _rounds = bits < 12 ? 32 : 8;
        _lowBits = (bits + 1) / 2;
        _lowMask = (1UL << _lowBits) - 1;
        _highMask = (1UL << (bits - _lowBits)) - 1;
    }

    /// <summary>The index at a place, from 0.</summary>
    public long this[long place]
    {
        get
        {
            ulong index = (ulong)place;
            do
            {
                index = Permute(index);
            }
            while (index >= _count);
            return (long)index;
        }
    }

    /// <summary>The order in which a pass goes through a set.</summary>
    public static IndexOrder Of(DataPass pass, long count) => new(CounterRandom.Subkey(CounterRandom.Key(pass.Seed, Use), pass.Epoch), count);

    private ulong Permute(ulong index)
    {
        ulong low = index & _lowMask, high = index >> _lowBits;
        for (int round = 0; round < _rounds; round += 2)
        {
            low ^= CounterRandom.Subkey(_key + (RoundStep * (ulong)round), (long)high) & _lowMask;
            high ^= CounterRandom.Subkey(_key + (RoundStep * (ulong)(round + 1)), (long)low) & _highMask;
        }

        return (high << _lowBits) | low;
    }
}

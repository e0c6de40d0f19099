using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace NetCompiler;

/// <summary>What people call a rank.</summary>
/// <param name="Host">Its machine.</param>
/// <param name="Process">Its process there.</param>
internal sealed record RankName(string Host, int Process)
{
    private const int Bytes = 64;

    /// <summary>The names of all ranks, each of which calls this.</summary>
    public static unsafe RankName[] Share(IGradientExchange exchange)
    {
        byte[] all = GC.AllocateArray<byte>(exchange.Ranks * Bytes, pinned: true);
        Span<byte> own = all.AsSpan(exchange.Rank * Bytes, Bytes);
        BinaryPrimitives.WriteInt32LittleEndian(own, Environment.ProcessId);
        Encoding.UTF8.TryGetBytes(Environment.MachineName, own[5..], out int length);
        own[4] = (byte)length;
        fixed (byte* start = all)
        {
            const int Floats = Bytes / sizeof(float);
            var sends = new ExchangeBlock[exchange.Ranks - 1];
            var receives = new ExchangeBlock[exchange.Ranks - 1];
            for (int step = 1; step < exchange.Ranks; step++)
            {
                int other = (exchange.Rank + step) % exchange.Ranks;
                sends[step - 1] = new ExchangeBlock(other, (float*)(start + (exchange.Rank * Bytes)), Floats);
                receives[step - 1] = new ExchangeBlock(other, (float*)(start + (other * Bytes)), Floats);
            }

            exchange.Exchange(sends, receives);
        }

        return [.. Enumerable.Range(0, exchange.Ranks).Select(rank => Read(all.AsSpan(rank * Bytes, Bytes)))];
    }

    /// <summary>Whether its process, which must be one of this machine, is no more. Told on Linux alone.</summary>
    public bool HasEnded
    {
        get
        {
            try
            {
                // The state follows the name, which is in parentheses; a process that nobody has buried yet is a zombie.
                string state = File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{Process}/stat"));
                return state.AsSpan(state.LastIndexOf(')') + 1).TrimStart() is ['Z' or 'X', ..];
            }
            catch (IOException)
            {
                return OperatingSystem.IsLinux();
            }
        }
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"process {Process} on {Host}");

    private static RankName Read(ReadOnlySpan<byte> bytes) =>
        new(Encoding.UTF8.GetString(bytes.Slice(5, Math.Min((int)bytes[4], Bytes - 5))), BinaryPrimitives.ReadInt32LittleEndian(bytes));
}

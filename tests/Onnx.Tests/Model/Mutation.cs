namespace NetCompiler.Onnx.Tests.Model;

/// <summary>Damages files.</summary>
internal static class Mutation
{
    private static readonly byte[] Interesting = [0, 1, 0x7f, 0x80, 0xff, 0x0a, 0x12, 0x2a, 0x3a];

    /// <summary>A copy with some bytes changed, left out, or doubled.</summary>
    public static byte[] Of(byte[] bytes, Random random)
    {
        List<byte> copy = [.. bytes];
        for (int changes = random.Next(1, 5); changes > 0; changes--)
        {
            int at = random.Next(Math.Min(copy.Count, random.Next(2) == 0 ? 400 : copy.Count));
            int length = Math.Min(random.Next(1, 12), copy.Count - at);
            switch (random.Next(5))
            {
                case 0: copy[at] = (byte)random.Next(256); break;
                case 1: copy[at] = Interesting[random.Next(Interesting.Length)]; break;
                case 2: copy[at] ^= (byte)(1 << random.Next(8)); break;
                case 3 when copy.Count > length: copy.RemoveRange(at, length); break;
                default: copy.InsertRange(at, copy.GetRange(at, length)); break;
            }
        }

        return [.. copy];
    }
}

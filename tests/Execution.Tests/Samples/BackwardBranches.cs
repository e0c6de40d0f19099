using System.Reflection;
using System.Reflection.Emit;
using System.Reflection.Metadata;

namespace NetCompiler.Execution.Tests.Samples;

/// <summary>Counts the loops of a method: the branches to an earlier instruction.</summary>
internal static class BackwardBranches
{
    private static readonly Dictionary<short, OpCode> OpCodes =
        typeof(OpCodes).GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => (OpCode)field.GetValue(null)!)
            .ToDictionary(code => code.Value);

    public static int Count(BlobReader code)
    {
        int loops = 0;
        while (code.RemainingBytes > 0)
        {
            OpCode instruction = Next(ref code);
            int distance = instruction.OperandType switch
            {
                OperandType.ShortInlineBrTarget => code.ReadSByte(),
                OperandType.InlineBrTarget => code.ReadInt32(),
                _ => Skip(ref code, instruction.OperandType),
            };
            loops += distance < 0 ? 1 : 0;
        }

        return loops;
    }

    private static OpCode Next(ref BlobReader code)
    {
        const byte TwoByteCodes = 0xfe;
        byte first = code.ReadByte();
        return OpCodes[first == TwoByteCodes ? (short)(first << 8 | code.ReadByte()) : first];
    }

    /// <summary>Steps over an operand that is no branch.</summary>
    private static int Skip(ref BlobReader code, OperandType operand)
    {
        int bytes = operand switch
        {
            OperandType.InlineNone => 0,
            OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
            OperandType.InlineVar => 2,
            OperandType.InlineI8 or OperandType.InlineR => 8,
            OperandType.InlineSwitch => 4 * code.ReadInt32(),
            _ => 4,
        };
        code.Offset += bytes;
        return 0;
    }
}

using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace NetCompiler.Numerics;

/// <summary>
/// Rows of a table by their numbers, and sums into them: embeddings and their gradient. Generated code calls it; not for users. Values lie in rows of
/// a constant
/// stride, as do the table's; a number outside of the table takes the nearest row, so that no memory beyond it is touched.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class TableRows
{
    /// <summary>Sets a table to 0.</summary>
    /// <param name="table">Its first element.</param>
    /// <param name="floats">Its length.</param>
    public static void Clear(ref float table, int floats) => MemoryMarshal.CreateSpan(ref table, floats).Clear();

    /// <summary>values[sample, place] = table[rows[sample, place]].</summary>
    /// <param name="values">To be written.</param>
    /// <param name="table">The table.</param>
    /// <param name="rows">Whole numbers as floats.</param>
    /// <param name="samples">How many samples.</param>
    /// <param name="valuesStart">The first value's place.</param>
    /// <param name="valuesSample">Floats from a sample's values to the next's.</param>
    /// <param name="valuesRow">Floats from a row of values to the next.</param>
    /// <param name="tableRow">Floats from a row of the table to the next.</param>
    /// <param name="rowsStart">The first number's place.</param>
    /// <param name="rowsSample">Floats from a sample's numbers to the next's.</param>
    /// <param name="height">Rows of the table.</param>
    /// <param name="places">Rows of a sample.</param>
    /// <param name="width">Floats of a row.</param>
    public static void Take(
        ref float values, ref float table, ref float rows, int samples, int valuesStart, int valuesSample, int valuesRow, int tableRow, int rowsStart,
        int rowsSample, int height, int places, int width)
    {
        for (int sample = 0; sample < samples; sample++)
        {
            for (int place = 0; place < places; place++)
            {
                ref float row = ref Row(ref table, tableRow, height, ref rows, rowsStart + (sample * (nint)rowsSample) + place);
                ref float value = ref Unsafe.Add(ref values, valuesStart + (sample * (nint)valuesSample) + (place * (nint)valuesRow));
                MemoryMarshal.CreateReadOnlySpan(ref row, width).CopyTo(MemoryMarshal.CreateSpan(ref value, width));
            }
        }
    }

    /// <summary>table[rows[sample, place]] += values[sample, place], samples and places in their order.</summary>
    /// <param name="table">To be added to.</param>
    /// <param name="values">What to add.</param>
    /// <param name="rows">Whole numbers as floats.</param>
    /// <param name="samples">How many samples.</param>
    /// <param name="valuesStart">The first value's place.</param>
    /// <param name="valuesSample">Floats from a sample's values to the next's.</param>
    /// <param name="valuesRow">Floats from a row of values to the next.</param>
    /// <param name="tableRow">Floats from a row of the table to the next.</param>
    /// <param name="rowsStart">The first number's place.</param>
    /// <param name="rowsSample">Floats from a sample's numbers to the next's.</param>
    /// <param name="height">Rows of the table.</param>
    /// <param name="places">Rows of a sample.</param>
    /// <param name="width">Floats of a row.</param>
    public static void Add(
        ref float table, ref float values, ref float rows, int samples, int valuesStart, int valuesSample, int valuesRow, int tableRow, int rowsStart,
        int rowsSample, int height, int places, int width)
    {
        for (int sample = 0; sample < samples; sample++)
        {
            for (int place = 0; place < places; place++)
            {
                ref float row = ref Row(ref table, tableRow, height, ref rows, rowsStart + (sample * (nint)rowsSample) + place);
                ref float value = ref Unsafe.Add(ref values, valuesStart + (sample * (nint)valuesSample) + (place * (nint)valuesRow));
                FloatSums.Add(MemoryMarshal.CreateSpan(ref row, width), MemoryMarshal.CreateReadOnlySpan(ref value, width));
            }
        }
    }

    private static ref float Row(ref float table, int tableRow, int height, ref float rows, nint number) =>
        ref Unsafe.Add(ref table, Math.Clamp((int)Unsafe.Add(ref rows, number), 0, height - 1) * (nint)tableRow);
}

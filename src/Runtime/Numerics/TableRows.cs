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
    /// <summary>Neighbouring values among which those of a row are added up first, and floats of a row that are added up at a time.</summary>
    private const int BlockRows = 64, Columns = 256;

    /// <summary>
    /// Rows of a table of so many floats come from memory one by one, unless they are asked for some rows ahead of their turn.
    /// </summary>
    private const int FarFloats = 1 << 18, Ahead = 8;

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
        bool asks = Prefetch.IsSupported && (long)height * tableRow >= FarFloats;
        (int farSample, int farPlace) = asks ? Math.DivRem(Ahead, places) : (samples, 0);
        for (int sample = 0; sample < samples; sample++)
        {
            for (int place = 0; place < places; place++)
            {
                if (farSample < samples)
                {
                    int far = RowNumber(ref rows, rowsStart + (farSample * (nint)rowsSample) + farPlace, height);
                    Prefetch.Ask(ref Unsafe.Add(ref table, far * (nint)tableRow), width);
                    (farSample, farPlace) = farPlace + 1 < places ? (farSample, farPlace + 1) : (farSample + 1, 0);
                }

                int number = RowNumber(ref rows, rowsStart + (sample * (nint)rowsSample) + place, height);
                ref float row = ref Unsafe.Add(ref table, number * (nint)tableRow);
                ref float value = ref Unsafe.Add(ref values, valuesStart + (sample * (nint)valuesSample) + (place * (nint)valuesRow));
                MemoryMarshal.CreateReadOnlySpan(ref row, width).CopyTo(MemoryMarshal.CreateSpan(ref value, width));
            }
        }
    }

    /// <summary>
    /// table[rows[sample, place]] += values[sample, place], samples and places in their order: of each 64 that follow each other, those of a row are
    /// added up before they are added to the table, so that a row that comes again and again is no chain of all of them.
    /// </summary>
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
        var from = new Values(ref Unsafe.Add(ref values, valuesStart), places, valuesSample, valuesRow, width);
        var numbers = new Numbers(ref Unsafe.Add(ref rows, rowsStart), places, rowsSample, height);
        Add(new Table(ref table, tableRow, width), from, numbers, samples * (long)places);
    }

    /// <summary>The same into a list of rows.</summary>
    /// <param name="table">To be added to; it knows the height and the width.</param>
    /// <param name="values">What to add.</param>
    /// <param name="rows">Whole numbers as floats.</param>
    /// <param name="samples">How many samples.</param>
    /// <param name="valuesStart">The first value's place.</param>
    /// <param name="valuesSample">Floats from a sample's values to the next's.</param>
    /// <param name="valuesRow">Floats from a row of values to the next.</param>
    /// <param name="rowsStart">The first number's place.</param>
    /// <param name="rowsSample">Floats from a sample's numbers to the next's.</param>
    /// <param name="places">Rows of a sample.</param>
    internal static void Add(
        RowGradient table, ref float values, ref float rows, int samples, int valuesStart, int valuesSample, int valuesRow, int rowsStart,
        int rowsSample, int places)
    {
        var from = new Values(ref Unsafe.Add(ref values, valuesStart), places, valuesSample, valuesRow, table.Columns);
        var numbers = new Numbers(ref Unsafe.Add(ref rows, rowsStart), places, rowsSample, table.Height);
        Add(new List(table), from, numbers, samples * (long)places);
    }

    private static void Add<T>(T table, Values from, Numbers rows, long all)
        where T : ITableRows, allows ref struct
    {
        Span<int> block = stackalloc int[BlockRows];
        for (long first = 0; first < all; first += BlockRows)
        {
            Span<int> numbers = block[..(int)Math.Min(BlockRows, all - first)];
            for (int i = 0; i < numbers.Length; i++)
            {
                numbers[i] = rows[first + i];
            }

            for (int i = 0; i < numbers.Length; i++)
            {
                if (!numbers[..i].Contains(numbers[i]))
                {
                    AddEqual(table[numbers[i]], from, first, numbers, i);
                }
            }
        }
    }

    /// <summary>Adds the values of a block that belong to the row of its first one.</summary>
    private static void AddEqual(Span<float> row, Values values, long first, ReadOnlySpan<int> numbers, int own)
    {
        if (!numbers[(own + 1)..].Contains(numbers[own]))
        {
            FloatSums.Add(row, values[first + own]);
            return;
        }

        Span<float> sums = stackalloc float[Columns];
        for (int column = 0; column < row.Length; column += Columns)
        {
            Span<float> part = row[column..Math.Min(row.Length, column + Columns)], sum = sums[..part.Length];
            values[first + own].Slice(column, part.Length).CopyTo(sum);
            for (int i = own + 1; i < numbers.Length; i++)
            {
                if (numbers[i] == numbers[own])
                {
                    FloatSums.Add(sum, values[first + i].Slice(column, part.Length));
                }
            }

            FloatSums.Add(part, sum);
        }
    }

    private static int RowNumber(ref float rows, nint place, int height) => Math.Clamp((int)Unsafe.Add(ref rows, place), 0, height - 1);

    /// <summary>Rows that can be added to, by their number.</summary>
    private interface ITableRows
    {
        Span<float> this[int number] { get; }
    }

    /// <summary>A whole table.</summary>
    private readonly ref struct Table : ITableRows
    {
        private readonly ref float _start;
        private readonly int _row, _width;

        public Table(ref float start, int row, int width)
        {
            _start = ref start;
            (_row, _width) = (row, width);
        }

        public Span<float> this[int number] => MemoryMarshal.CreateSpan(ref Unsafe.Add(ref _start, number * (nint)_row), _width);
    }

    /// <summary>The rows that there are gradients for.</summary>
    private readonly struct List(RowGradient gradient) : ITableRows
    {
        public Span<float> this[int number] => gradient.Row(number)[..gradient.Columns];
    }

    /// <summary>The rows' numbers of all samples, one after the other.</summary>
    private readonly ref struct Numbers
    {
        private readonly ref float _start;
        private readonly int _places, _sample, _height;

        public Numbers(ref float start, int places, int sample, int height)
        {
            _start = ref start;
            (_places, _sample, _height) = (places, sample, height);
        }

        public int this[long number]
        {
            get
            {
                (long sample, long place) = Math.DivRem(number, _places);
                return RowNumber(ref _start, ((nint)sample * _sample) + (nint)place, _height);
            }
        }
    }

    /// <summary>Rows of values by their number among all of the samples'.</summary>
    private readonly ref struct Values
    {
        private readonly ref float _start;
        private readonly int _places, _sample, _row, _width;

        public Values(ref float start, int places, int sample, int row, int width)
        {
            _start = ref start;
            (_places, _sample, _row, _width) = (places, sample, row, width);
        }

        public ReadOnlySpan<float> this[long number]
        {
            get
            {
                (long sample, long place) = Math.DivRem(number, _places);
                return MemoryMarshal.CreateReadOnlySpan(ref Unsafe.Add(ref _start, ((nint)sample * _sample) + ((nint)place * _row)), _width);
            }
        }
    }
}

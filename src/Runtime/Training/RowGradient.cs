using System.Numerics;
using System.Runtime.InteropServices;

namespace NetCompiler;

/// <summary>
/// The gradient of a table with sparse updates: the rows that a step has read, each once, in the order in which they came first. What it costs, in
/// memory and in time, depends on these rows alone and not on the table.
/// </summary>
internal sealed class RowGradient
{
    /// <summary>Rows that there is room for at first.</summary>
    private const int FirstRows = 64;

    /// <summary>2^32 over the golden ratio: numbers that follow each other fall far apart.</summary>
    private const uint Spread = 2654435769;

    // Pinned, as they may travel to other ranks.
    private int[] _rows = GC.AllocateArray<int>(FirstRows, pinned: true);
    private float[] _values;

    // By a row's hash: its position in the list plus 1, or in the next free entry; 0 for none.
    private int[] _positions = [];
    private int _shift;

    /// <param name="table">The parameter, whose rows are whole vectors.</param>
    public RowGradient(ParameterDescription table)
    {
        (Parameter, Stride, Height, Columns) = (table, table.Layout.Strides[0], table.Shape[0], table.Shape[1]);
        _values = GC.AllocateArray<float>(FirstRows * Stride, pinned: true);
        MakePositions();
    }

    /// <summary>The table.</summary>
    public ParameterDescription Parameter { get; }

    /// <summary>Rows of the table.</summary>
    public int Height { get; }

    /// <summary>Floats of a row that belong to it; behind them are zeros.</summary>
    public int Columns { get; }

    /// <summary>Floats of a row, a multiple of 8.</summary>
    public int Stride { get; }

    /// <summary>Their numbers.</summary>
    public ReadOnlySpan<int> Rows => _rows.AsSpan(0, Count);

    /// <summary>Their values, one row after the other.</summary>
    public Span<float> Values => _values.AsSpan(0, Count * Stride);

    /// <summary>How many rows were read.</summary>
    public int Count { get; private set; }

    /// <summary>The values of a position in the list.</summary>
    public Span<float> At(int position) => _values.AsSpan(position * Stride, Stride);

    /// <summary>The place of a position's row in the parameter arena.</summary>
    public int Place(int position) => Parameter.Offset + (_rows[position] * Stride);

    /// <summary>The values of a row, zeros if it comes for the first time.</summary>
    public Span<float> Row(int number)
    {
        ref int entry = ref Entry(number);
        if (entry > 0)
        {
            return At(entry - 1);
        }

        if (Count == _rows.Length)
        {
            Grow();
            entry = ref Entry(number);
        }

        _rows[Count] = number;
        entry = ++Count;
        Span<float> values = At(Count - 1);
        values.Clear();
        return values;
    }

    /// <summary>No rows.</summary>
    public void Clear()
    {
        Count = 0;
        Array.Clear(_positions);
    }

    /// <summary>Adds the rows of another list.</summary>
    public void Add(RowGradient part)
    {
        for (int position = 0; position < part.Count; position++)
        {
            FloatSums.Add(Row(part._rows[position]), part.At(position));
        }
    }

    /// <summary>
    /// Makes room for rows that are to be written at <see cref="RowsStart"/> and <see cref="ValuesStart"/>, in place of those before.
    /// </summary>
    public void Expect(int count)
    {
        Count = 0;
        if (count > _rows.Length)
        {
            Resize((int)BitOperations.RoundUpToPowerOf2((uint)count));
        }

        Count = count;
    }

    /// <summary>Takes in what was written there.</summary>
    /// <exception cref="InvalidOperationException">It is no list of rows of the table.</exception>
    public void Arrived()
    {
        foreach (int row in Rows)
        {
            if ((uint)row >= (uint)Height)
            {
                throw new InvalidOperationException($"'{Parameter.Name}' has {Height} rows, but another rank has sent row {row}.");
            }
        }

        MakePositions();
    }

    /// <summary>Becomes a copy of another list.</summary>
    public void Take(RowGradient other)
    {
        Expect(other.Count);
        other.Rows.CopyTo(_rows);
        other.Values.CopyTo(_values);
        MakePositions();
    }

    /// <summary>The rows' numbers in pinned memory, <see cref="Count"/> of them.</summary>
    public unsafe int* RowsStart => (int*)Marshal.UnsafeAddrOfPinnedArrayElement(_rows, 0);

    /// <summary>Their values, <see cref="Count"/> times <see cref="Stride"/>.</summary>
    public unsafe float* ValuesStart => (float*)Marshal.UnsafeAddrOfPinnedArrayElement(_values, 0);

    /// <summary>Writes the gradient as large as the table: zeros, but for the rows of the list.</summary>
    /// <param name="values">Row-major, without what stands behind a row's columns.</param>
    public void CopyTo(Span<float> values)
    {
        values.Clear();
        for (int position = 0; position < Count; position++)
        {
            At(position)[..Columns].CopyTo(values[(_rows[position] * Columns)..]);
        }
    }

    /// <summary>Writes the rows' numbers and values to a training state.</summary>
    /// <param name="section">Where to.</param>
    /// <param name="what">What the values are.</param>
    public void Save(StateSection section, string what)
    {
        section.Add($"{what}_rows/{Parameter.Name}", Array.ConvertAll(Rows.ToArray(), row => (double)row));
        section.Add($"{what}/{Parameter.Name}", Values.ToArray());
    }

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    /// <exception cref="ModelFileException">The rows are not such of the table.</exception>
    public static RowGradient Load(ParameterDescription table, StateSection section, string what)
    {
        var gradient = new RowGradient(table);
        double[] rows = section.GetDoubles($"{what}_rows/{table.Name}");
        float[] values = section.GetSingles($"{what}/{table.Name}", rows.Length * gradient.Stride);
        for (int i = 0; i < rows.Length; i++)
        {
            if (!(rows[i] >= 0 && rows[i] < gradient.Height && rows[i] == Math.Floor(rows[i])))
            {
                throw section.Refuse(FormattableString.Invariant($"'{table.Name}' has {gradient.Height} rows, but not {rows[i]}."));
            }

            values.AsSpan(i * gradient.Stride, gradient.Columns).CopyTo(gradient.Row((int)rows[i]));
        }

        return gradient;
    }

    /// <summary>Where a row's position stands, or would stand.</summary>
    private ref int Entry(int number)
    {
        int mask = _positions.Length - 1;
        int place = (int)(((uint)number * Spread) >> _shift);
        while (_positions[place] > 0 && _rows[_positions[place] - 1] != number)
        {
            place = (place + 1) & mask;
        }

        return ref _positions[place];
    }

    private void Grow()
    {
        Resize(2 * _rows.Length);
        MakePositions();
    }

    private void Resize(int rows)
    {
        (int[] oldRows, float[] oldValues) = (_rows, _values);
        _rows = GC.AllocateUninitializedArray<int>(rows, pinned: true);
        _values = GC.AllocateUninitializedArray<float>(checked(rows * Stride), pinned: true);
        oldRows.AsSpan(0, Count).CopyTo(_rows);
        oldValues.AsSpan(0, Count * Stride).CopyTo(_values);
    }

    private void MakePositions()
    {
        if (_positions.Length == 2 * _rows.Length)
        {
            Array.Clear(_positions);
        }
        else
        {
            _positions = new int[2 * _rows.Length];
        }

        _shift = 32 - BitOperations.Log2((uint)_positions.Length);
        for (int position = 0; position < Count; position++)
        {
            Entry(_rows[position]) = position + 1;
        }
    }
}

using NetCompiler.Numerics;
using Parquet;
using Parquet.Schema;

namespace NetCompiler;

/// <summary>
/// A sample a row of a Parquet file: numbers and booleans of any width become floats. The file stays on the disk; a pass holds one row group at a
/// time.
/// </summary>
/// <remarks>
/// A shuffled pass takes the row groups in an order of its own, and within each its rows; add <see cref="DataSource.Shuffle"/> to mix those of
/// neighbouring groups, too.
/// </remarks>
public sealed class ParquetSource : IDataSource
{
    private readonly string _path;
    private readonly int[] _shape;
    private readonly ParquetColumn[] _inputs;
    private readonly ParquetColumn[] _targets;
    private readonly int[] _rows;

    private ParquetSource(string path, int[] shape, ParquetColumn[] inputs, ParquetColumn[] targets, int[] rows)
    {
        (_path, _shape, _inputs, _targets, _rows) = (path, shape, inputs, targets, rows);
        Count = rows.Sum(count => (long)count);
    }

    /// <inheritdoc/>
    public ReadOnlySpan<int> InputShape => _shape;

    /// <inheritdoc/>
    public int InputFloats => _inputs.Length;

    /// <inheritdoc/>
    public int TargetFloats => _targets.Length;

    /// <summary>Rows of all groups.</summary>
    public long Count { get; }

    long? IDataSource.Count => Count;

    /// <summary>Opens a file and checks its columns; the values are checked when they are read.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">The columns; null makes the last one the target and all others inputs.</param>
    /// <exception cref="ModelFileException">The file is damaged or no Parquet file, a chosen column holds no numbers, or there are no
    /// rows.</exception>
    /// <exception cref="ArgumentException">The options name columns that the file does not have.</exception>
    public static ParquetSource Open(string path, ParquetSourceOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(path);
        options ??= new ParquetSourceOptions();
        using var file = new ParquetFile(path);
        DataField[] fields = file.Fields;
        string[] names = Array.ConvertAll(fields, field => field.Path.ToString());
        ColumnChoice choice = ColumnChoice.Of(path, names, options.TargetColumns, options.IgnoredColumns, options.ClassNames);
        int[] shape = choice.InputShape(options.InputShape);
        ParquetColumn[] inputs = Array.ConvertAll(choice.Inputs, i => ParquetColumn.Of(path, fields[i], null, options.MissingValue));
        ParquetColumn[] targets = Array.ConvertAll(choice.Targets, i => ParquetColumn.Of(path, fields[i], options.ClassNames, null));
        int[] rows = file.CheckRows(Math.Max(inputs.Length, targets.Length));
        return new ParquetSource(path, shape, inputs, targets, rows);
    }

    /// <inheritdoc/>
    public ISampleReader Read(DataPass pass) => new Reader(this, pass);

    private sealed class Reader : ISampleReader
    {
        /// <summary>Tells orders of rows from other draws with the same seed.</summary>
        private const long Use = 0x5041_5251;

        private readonly ParquetSource _source;
        private readonly ParquetFile _file;
        private readonly IndexOrder? _groups;
        private readonly ulong _key;
        private float[] _inputs = [];
        private float[] _targets = [];
        private int _held = -1;
        private int _turn;
        private int _row;

        public Reader(ParquetSource source, DataPass pass)
        {
            _source = source;
            _file = new ParquetFile(source._path);
            _groups = pass.Shuffle ? IndexOrder.Of(pass, source._rows.Length) : null;
            _key = CounterRandom.Subkey(CounterRandom.Key(pass.Seed, Use), pass.Epoch);
        }

        private int Group => (int)(_groups?[_turn] ?? _turn);

        public int Read(Span<float> inputs, Span<float> targets, int count)
        {
            ReadCheck.Room(inputs, targets, count, _source.InputFloats, _source.TargetFloats);
            int done = 0;
            for (; done < count && FindGroup(); done++, _row++)
            {
                Load();
                int row = (int)(_groups is null ? _row : new IndexOrder(CounterRandom.Subkey(_key, Group), _source._rows[Group])[_row]);
                Sample(_inputs, row, _source.InputFloats).CopyTo(inputs[(done * _source.InputFloats)..]);
                Sample(_targets, row, _source.TargetFloats).CopyTo(targets[(done * _source.TargetFloats)..]);
            }

            return done;
        }

        public void Skip(long count)
        {
            ReadCheck.Skipped(count);
            while (count > 0 && FindGroup())
            {
                int skipped = (int)Math.Min(count, _source._rows[Group] - _row);
                _row += skipped;
                count -= skipped;
            }
        }

        public void Dispose() => _file.Dispose();

        /// <summary>Goes to the group of the next row; false at the end.</summary>
        private bool FindGroup()
        {
            while (_turn < _source._rows.Length && _row == _source._rows[Group])
            {
                _turn++;
                _row = 0;
            }

            return _turn < _source._rows.Length;
        }

        private void Load()
        {
            if (_held == Group)
            {
                return;
            }

            int rows = _source._rows[Group];
            Grow(ref _inputs, rows * _source.InputFloats);
            Grow(ref _targets, rows * _source.TargetFloats);
            _held = -1;
            _file.ReadGroup(Group, rows, _source._inputs, _inputs);
            _file.ReadGroup(Group, rows, _source._targets, _targets);
            _held = Group;
        }

        private static void Grow(ref float[] values, int floats)
        {
            if (values.Length < floats)
            {
                values = new float[floats];
            }
        }

        private static Span<float> Sample(float[] values, int row, int floats) => values.AsSpan(row * floats, floats);
    }
}

using Parquet;
using Parquet.Schema;

namespace NetCompiler;

/// <summary>An open file. Whatever the library says of damage is told as that of other files.</summary>
internal sealed class ParquetFile : IDisposable
{
    /// <summary>
    /// Rows that a group may have for each byte of its file, beyond a million: more is taken for damage, as it would need memory out of proportion.
    /// </summary>
    private const long RowsPerByte = 1024;

    private readonly string _path;
    private readonly FileStream _stream;
    private readonly ParquetReader _reader;

    public ParquetFile(string path)
    {
        _path = path;
        _stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        try
        {
            _reader = Guarded(() => Wait(ParquetReader.CreateAsync(_stream, leaveStreamOpen: true)));
        }
        catch
        {
            _stream.Dispose();
            throw;
        }
    }

    /// <summary>The columns of the schema's leaves.</summary>
    public DataField[] Fields => Guarded(() => _reader.Schema.DataFields);

    /// <summary>The rows of each group.</summary>
    /// <param name="columns">Columns that are held at once.</param>
    /// <exception cref="ModelFileException">There are none, or more than the file can hold.</exception>
    public int[] CheckRows(int columns)
    {
        long most = Math.Min(Array.MaxLength / columns, Math.Max(1 << 20, RowsPerByte * _stream.Length));
        var rows = new int[_reader.RowGroupCount];
        for (int group = 0; group < rows.Length; group++)
        {
            long count = Guarded(() => _reader.OpenRowGroupReader(group).RowCount);
            rows[group] = count >= 0 && count <= most
                ? (int)count
                : throw new ModelFileException(_path, null,
                $"row group {group}: expected 0 to {most} rows for a file of {_stream.Length} bytes, but found {count}.");
        }

        return rows.Any(count => count > 0) ? rows : throw new ModelFileException(_path, null, "expected at least one row, but there are none.");
    }

    /// <summary>Reads columns of a group, row-major.</summary>
    public void ReadGroup(int group, int rows, ParquetColumn[] columns, float[] values)
    {
        ParquetRowGroupReader reader = Guarded(() => _reader.OpenRowGroupReader(group));
        for (int i = 0; i < columns.Length; i++)
        {
            var destination = new ColumnDestination(_path, group, rows, values, i, columns.Length);
            ParquetColumn column = columns[i];
            Guarded(() => Wait(column.ReadAsync(reader, destination)));
        }
    }

    public void Dispose()
    {
        Wait(_reader.DisposeAsync().AsTask());
        _stream.Dispose();
    }

    /// <summary>The stream is synchronous, so nothing is waited for but the disk.</summary>
    private static T Wait<T>(Task<T> task) => task.GetAwaiter().GetResult();

    private static bool Wait(Task task)
    {
        task.GetAwaiter().GetResult();
        return true;
    }

    private T Guarded<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception e) when (e is not (ModelFileException or OutOfMemoryException or FileNotFoundException))
        {
            throw new ModelFileException(_path, null, $"expected a Parquet file, but it is damaged or of another kind: {e.Message}", e);
        }
    }
}

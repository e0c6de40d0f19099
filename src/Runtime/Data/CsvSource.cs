namespace NetCompiler;

/// <summary>A sample a line of a file, which is read anew at each pass, a block at a time. How many there are, only reading tells.</summary>
internal sealed class CsvSource : IDataSource
{
    private readonly string _path;
    private readonly CsvOptions _options;
    private readonly CsvColumns _columns;
    private readonly long _bytes;

    /// <summary>Opens a file and reads its header and first line.</summary>
    /// <exception cref="ModelFileException">There is no line of values, or the first one is wrong.</exception>
    /// <exception cref="ArgumentException">The options name columns that the file does not have, or a shape that does not hold them.</exception>
    public CsvSource(string path, CsvOptions options)
    {
        (_path, _options) = (path, options);
        using var text = new StreamReader(path);
        _bytes = text.BaseStream.Length;
        var reader = new CsvReader(path, text, options.Delimiter);
        if (!reader.Read())
        {
            throw new ModelFileException(path, null, "expected at least one line, but the file is empty.");
        }

        _columns = CsvColumns.Choose(path, reader, options);
        if (_columns.HasHeader && !reader.Read())
        {
            throw new ModelFileException(path, null, "expected a line of values after the header, but the file ends.");
        }

        _columns.Parse(reader, new float[InputFloats], new float[TargetFloats]);
    }

    public ReadOnlySpan<int> InputShape => _columns.InputShape;

    public int InputFloats => _columns.InputCount;

    public int TargetFloats => _columns.TargetCount;

    public long? Count => null;

    /// <summary>Length of the file when it was opened.</summary>
    public long Bytes => _bytes;

    public ISampleReader Read(DataPass pass)
    {
        OrderedPass.Check(pass, _path);
        return new Reader(this);
    }

    private sealed class Reader : ISampleReader
    {
        private readonly CsvSource _source;
        private readonly CsvColumns _columns;
        private readonly StreamReader _text;
        private readonly CsvReader _reader;

        public Reader(CsvSource source)
        {
            (_source, _columns) = (source, source._columns);
            _text = new StreamReader(source._path);
            _reader = new CsvReader(source._path, _text, source._options.Delimiter);
            try
            {
                CheckLength();
                if (_columns.HasHeader)
                {
                    _reader.Read();
                }
            }
            catch
            {
                _text.Dispose();
                throw;
            }
        }

        public int Read(Span<float> inputs, Span<float> targets, int count)
        {
            ReadCheck.Room(inputs, targets, count, _columns.InputCount, _columns.TargetCount);
            int done = 0;
            for (; done < count && ReadLine(); done++)
            {
                _columns.Parse(
                    _reader, inputs.Slice(done * _columns.InputCount, _columns.InputCount),
                        targets.Slice(done * _columns.TargetCount, _columns.TargetCount));
            }

            return done;
        }

        public void Skip(long count)
        {
            ReadCheck.Skipped(count);
            while (count > 0 && ReadLine())
            {
                count--;
            }
        }

        public void Dispose() => _text.Dispose();

        /// <summary>False at the end, which must be where it was when the file was opened.</summary>
        private bool ReadLine()
        {
            if (_reader.Read())
            {
                return true;
            }

            CheckLength();
            return false;
        }

        /// <summary>A pass gives the same samples whenever it is read, so the file may be neither cut nor continued.</summary>
        private void CheckLength()
        {
            if (_text.BaseStream.Length != _source._bytes)
            {
                throw new ModelFileException(
                    _source._path, null, $"expected {_source._bytes} bytes, as when the file was opened, but found {_text.BaseStream.Length}: it "
                        + $"was changed meanwhile.");
            }
        }
    }
}

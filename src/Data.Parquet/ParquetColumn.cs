using System.Buffers;
using Parquet;
using Parquet.Schema;

namespace NetCompiler;

/// <summary>Where a column's values go: each row's at its place in row-major samples.</summary>
internal readonly record struct ColumnDestination(string Path, int Group, int Rows, float[] Values, int Column, int Columns)
{
    public void Set(int row, float value) => Values[(row * Columns) + Column] = value;
}

/// <summary>A column whose values become floats.</summary>
internal abstract class ParquetColumn(DataField column, float? missingValue)
{
    protected DataField Field => column;

    /// <summary>The column of a field of numbers, or of words.</summary>
    /// <exception cref="ModelFileException">The field holds something else.</exception>
    public static ParquetColumn Of(string path, DataField field, IReadOnlyList<string>? classNames, float? missingValue)
    {
        if (field.IsArray || field.MaxRepetitionLevel > 0)
        {
            throw new ModelFileException(path, null, $"column '{field.Path}': expected one value a row, but it holds lists.");
        }

        if (classNames is not null)
        {
            return HoldsStrings(field)
                ? new WordColumn(field, classNames)
                : throw new ModelFileException(path, null,
                $"column '{field.Path}': expected strings for the class names, but it holds {field.ClrType.Name}.");
        }

        return Type.GetTypeCode(field.ClrType) switch
        {
            TypeCode.Single => new NumberColumn<float>(field, missingValue, value => value),
            TypeCode.Double => new NumberColumn<double>(field, missingValue, value => (float)value),
            TypeCode.Decimal => new NumberColumn<decimal>(field, missingValue, value => (float)value),
            TypeCode.Boolean => new NumberColumn<bool>(field, missingValue, value => value ? 1 : 0),
            TypeCode.SByte => new NumberColumn<sbyte>(field, missingValue, value => value),
            TypeCode.Byte => new NumberColumn<byte>(field, missingValue, value => value),
            TypeCode.Int16 => new NumberColumn<short>(field, missingValue, value => value),
            TypeCode.UInt16 => new NumberColumn<ushort>(field, missingValue, value => value),
            TypeCode.Int32 => new NumberColumn<int>(field, missingValue, value => value),
            TypeCode.UInt32 => new NumberColumn<uint>(field, missingValue, value => value),
            TypeCode.Int64 => new NumberColumn<long>(field, missingValue, value => value),
            TypeCode.UInt64 => new NumberColumn<ulong>(field, missingValue, value => value),
            _ => throw new ModelFileException(path, null,
                $"column '{field.Path}': expected numbers or booleans, but it holds {(HoldsStrings(field) ? "strings" : field.ClrType.Name)}."),
        };
    }

    /// <summary>The library reads strings as characters unless it is told to.</summary>
    private static bool HoldsStrings(DataField field) => field.ClrType == typeof(string) || field.ClrType == typeof(ReadOnlyMemory<char>);

    /// <summary>Reads a group's values.</summary>
    public abstract Task ReadAsync(ParquetRowGroupReader reader, ColumnDestination destination);

    protected void Set(ColumnDestination destination, int row, float? value)
    {
        float number = value ?? missingValue ?? throw Wrong(destination, row, "a value", "null");
        destination.Set(row, float.IsFinite(number) ? number
            : throw Wrong(destination, row, "a finite number", FormattableString.Invariant($"{number}")));
    }

    protected ModelFileException Wrong(ColumnDestination destination, int row, string expected, string found) =>
        new(destination.Path, null, $"row group {destination.Group}, row {row}, column '{column.Path}': expected {expected}, but found {found}.");
}

/// <summary>Numbers of one type.</summary>
internal sealed class NumberColumn<T>(DataField field, float? missingValue, Func<T, float> convert) : ParquetColumn(field, missingValue)
    where T : struct
{
    public override Task ReadAsync(ParquetRowGroupReader reader, ColumnDestination destination) =>
        Field.IsNullable
            ? ReadAsync<T?>(destination, memory => reader.ReadAsync(Field, memory), value => value is T number ? convert(number) : null)
            : ReadAsync<T>(destination, memory => reader.ReadAsync(Field, memory), value => convert(value));

    private async Task ReadAsync<TValue>(ColumnDestination destination, Func<Memory<TValue>, ValueTask> read, Func<TValue, float?> toSingle)
    {
        TValue[] values = ArrayPool<TValue>.Shared.Rent(destination.Rows);
        try
        {
            await read(values.AsMemory(0, destination.Rows)).ConfigureAwait(false);
            for (int row = 0; row < destination.Rows; row++)
            {
                Set(destination, row, toSingle(values[row]));
            }
        }
        finally
        {
            ArrayPool<TValue>.Shared.Return(values);
        }
    }
}

/// <summary>Words, each of which is a label by its place in a list.</summary>
internal sealed class WordColumn(DataField field, IReadOnlyList<string> classNames) : ParquetColumn(field, missingValue: null)
{
    private readonly Dictionary<string, int> _labels = classNames.Select((name, i) => (name, i))
        .ToDictionary(pair => pair.name, pair => pair.i, StringComparer.Ordinal);

    public override async Task ReadAsync(ParquetRowGroupReader reader, ColumnDestination destination)
    {
        var words = new string?[destination.Rows];
        await reader.ReadAsync(Field, words.AsMemory()).ConfigureAwait(false);
        for (int row = 0; row < words.Length; row++)
        {
            destination.Set(row, words[row] is string word && _labels.TryGetValue(word, out int label)
                ? label
                : throw Wrong(destination, row, $"one of {string.Join(", ", classNames)}", words[row] is null ? "null" : $"'{words[row]}'"));
        }
    }
}

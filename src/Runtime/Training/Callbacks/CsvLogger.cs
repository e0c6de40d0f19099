using System.Globalization;
using System.Text;

namespace NetCompiler;

/// <summary>
/// Writes a line of comma-separated values for each epoch, the epoch from 0 first and then the logs, sorted by name. A run that goes on from a
/// saved state drops the lines of epochs that it does over.
/// </summary>
/// <param name="path">The file, in a folder that exists.</param>
public sealed class CsvLogger(string path) : Callback
{
    private readonly string _path = !string.IsNullOrEmpty(path) ? path : throw new ArgumentException("Empty path passed to CsvLogger.", nameof(path));
    private FileStream? _file;
    private string[]? _keys;
    private bool _hasHeader;

    /// <summary>What stands between two values, without quotation marks and line ends.</summary>
    public string Separator
    {
        get;
        init => field = Argument.NotEmpty(value).AsSpan().IndexOfAny('"', '\r', '\n') < 0 ? value : throw new ArgumentException(
            "Separator has a quotation mark or a line end, which separate nothing within a line.", nameof(Separator));
    } = ",";

    /// <summary>Whether to add to a file that exists instead of replacing it.</summary>
    public bool Append { get; init; }

    /// <inheritdoc/>
    public override void OnTrainBegin(TrainingContext context)
    {
        Close();
        bool keeps = Append || context.IsResumed;

        // Without a buffer: what could not be written must not be tried again when the file is closed, which would hide the first error.
        _file = new FileStream(_path, keeps ? FileMode.OpenOrCreate : FileMode.Create, FileAccess.Write, FileShare.Read, bufferSize: 0);
        _file.Position = _file.Length;
        (_keys, _hasHeader) = (null, _file.Length > 0);
    }

    /// <inheritdoc/>
    public override void OnEpochEnd(TrainingContext context)
    {
        _keys ??= [.. context.Logs.Keys.Order(StringComparer.Ordinal)];
        var text = new StringBuilder();
        if (!_hasHeader)
        {
            AppendLine(text, ["epoch", .. _keys.Select(CsvText.Name)]);
            _hasHeader = true;
        }

        AppendLine(text, [
            context.Epoch.ToString(CultureInfo.InvariantCulture),
            .. _keys.Select(key => context.Logs.TryGetValue(key, out double value) ? Number(value) : "NA")]);
        _file!.Write(Encoding.UTF8.GetBytes(text.ToString()));
        _file.Flush();
    }

    /// <inheritdoc/>
    public override void OnTrainEnd(TrainingContext context) => Close();

    /// <inheritdoc/>
    public override void OnTrainAborted(TrainingContext context) => Close();

    /// <inheritdoc/>
    public override void SaveState(StateSection section)
    {
        // What the state speaks of must last as long as the state.
        _file!.Flush(flushToDisk: true);
        section.Add("length", _file.Position);
        section.Add("keys", _keys is null ? "" : string.Join('\n', _keys));
    }

    /// <inheritdoc/>
    public override void RestoreState(StateSection section, TrainingContext context)
    {
        string keys = section.GetString("keys");
        long length = section.GetInt64("length");
        _keys = keys.Length == 0 ? null : keys.Split('\n');
        _file!.SetLength(length);
        _file.Position = length;
        _hasHeader = length > 0;
    }

    internal override void CheckState(StateSection section)
    {
        long length = section.GetInt64("length"), found = File.Exists(_path) ? new FileInfo(_path).Length : 0;
        section.GetString("keys");
        if (length < 0 || length > found)
        {
            throw new IOException(FormattableString.Invariant(
                $"{_path}: expected the {length} bytes that were written before the run was interrupted, but found {found}."));
        }
    }

    private static string Number(double value) => PythonText.Special(value) ?? value.ToString("R", CultureInfo.InvariantCulture);

    private void AppendLine(StringBuilder text, string[] fields) => text.Append(CsvText.Line(fields, Separator));

    private void Close()
    {
        _file?.Dispose();
        _file = null;
    }
}

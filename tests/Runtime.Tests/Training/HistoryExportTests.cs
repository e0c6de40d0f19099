using System.Globalization;
using System.Text;
using System.Text.Json;

namespace NetCompiler.Runtime.Tests.Training;

public sealed class HistoryExportTests : IDisposable
{
    private static readonly double[] Losses = [0.1 + 0.2, double.Epsilon, -1.7976931348623157e308];

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Csv_reads_back_to_the_same_numbers()
    {
        History history = Sample();
        history.SaveCsv(folder["history.csv"]);
        List<string[]> rows = Rows(File.ReadAllText(folder["history.csv"]));

        Assert.Equal(["epoch", "loss", "a \"b\", c", "val_loss"], rows[0]);
        Assert.Equal(["0", "1", "2"], rows.Skip(1).Select(row => row[0]));
        Assert.Equal(Losses, rows.Skip(1).Select(row => double.Parse(row[1], CultureInfo.InvariantCulture)));
        Assert.Equal([double.NaN, double.PositiveInfinity, double.NegativeInfinity], rows.Skip(1).Select(row => double.Parse(row[2], CultureInfo.InvariantCulture)));
        Assert.Equal(["0.5", "", ""], rows.Skip(1).Select(row => row[3]));
    }

    [Fact]
    public void Csv_is_what_the_runtime_reads()
    {
        var history = new History { Epochs = 2 };
        history.Add("loss", 0.25);
        history.Add("loss", 0.125);
        history.SaveCsv(folder["history.csv"]);
        Dataset read = Dataset.FromCsv(folder["history.csv"]);
        Assert.Equal([0f, 1f], read.Inputs(0, 2).ToArray());
        Assert.Equal([0.25f, 0.125f], read.Targets(0, 2).ToArray());
    }

    [Fact]
    public void Json_reads_back_to_the_same_numbers()
    {
        Sample().SaveJson(folder["history.json"]);
        using JsonDocument json = JsonDocument.Parse(File.ReadAllBytes(folder["history.json"]));
        Assert.Equal(3, json.RootElement.GetProperty("epochs").GetInt32());
        Assert.True(json.RootElement.GetProperty("cancelled").GetBoolean());
        JsonElement values = json.RootElement.GetProperty("history");
        Assert.Equal(["loss", "a \"b\", c", "val_loss"], values.EnumerateObject().Select(property => property.Name));
        Assert.Equal(Losses, values.GetProperty("loss").EnumerateArray().Select(value => value.GetDouble()));
        Assert.Equal(["NaN", "Infinity", "-Infinity"], values.GetProperty("a \"b\", c").EnumerateArray().Select(value => value.GetString()));
    }

    [Fact]
    public void Neither_depends_on_the_culture()
    {
        (string csv, string json) = Texts();
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo("de-DE") { NumberFormat = { NegativeSign = "\u2212", NaNSymbol = "nix" } };
            Assert.Equal((csv, json), Texts());
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void A_history_of_nothing_has_headings_only()
    {
        var stream = new MemoryStream();
        new History().WriteCsv(stream);
        Assert.Equal("epoch\r\n", Encoding.UTF8.GetString(stream.ToArray()));
        using var json = new MemoryStream();
        new History().WriteJson(json);
        Assert.Equal("{\n  \"epochs\": 0,\n  \"cancelled\": false,\n  \"history\": {}\n}", Encoding.UTF8.GetString(json.ToArray()));
    }

    private static History Sample()
    {
        var history = new History { Epochs = 3, IsCancelled = true };
        foreach ((double loss, double odd) in Losses.Zip([double.NaN, double.PositiveInfinity, double.NegativeInfinity]))
        {
            history.Add("loss", loss);
            history.Add("a \"b\", c", odd);
        }

        history.Add("val_loss", 0.5);
        return history;
    }

    private static (string Csv, string Json) Texts()
    {
        using MemoryStream csv = new(), json = new();
        Sample().WriteCsv(csv);
        Sample().WriteJson(json);
        return (Encoding.UTF8.GetString(csv.ToArray()), Encoding.UTF8.GetString(json.ToArray()));
    }

    /// <summary>RFC 4180, character by character.</summary>
    private static List<string[]> Rows(string text)
    {
        List<string[]> rows = [];
        List<string> row = [];
        var field = new StringBuilder();
        bool quoted = false;
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] == '"' && quoted && text[i + 1] == '"')
            {
                field.Append(text[++i]);
            }
            else if (text[i] == '"')
            {
                quoted = !quoted;
            }
            else if (!quoted && text[i] is (',' or '\r'))
            {
                row.Add(field.ToString());
                field.Clear();
            }
            else if (!quoted && text[i] == '\n')
            {
                Assert.Equal('\r', text[i - 1]);
                rows.Add([.. row]);
                row.Clear();
            }
            else
            {
                field.Append(text[i]);
            }
        }

        Assert.Empty(row);
        Assert.Equal(0, field.Length);
        return rows;
    }
}

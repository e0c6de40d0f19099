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

        Assert.Equal(["epoch", "loss", "a \"b\", c", "val_loss", "learning_rate"], rows[0]);
        Assert.Equal(["0", "1", "2"], rows.Skip(1).Select(row => row[0]));
        Assert.Equal(Losses, rows.Skip(1).Select(row => double.Parse(row[1], CultureInfo.InvariantCulture)));
        Assert.Equal([double.NaN, double.PositiveInfinity, double.NegativeInfinity], rows.Skip(1)
            .Select(row => double.Parse(row[2], CultureInfo.InvariantCulture)));
        Assert.Equal(["0.5", "", ""], rows.Skip(1).Select(row => row[3]));
        Assert.Equal(["0.001", "1E-30", "0"], rows.Skip(1).Select(row => row[4]));
    }

    [Fact]
    public void A_learning_rate_that_was_logged_is_not_written_twice()
    {
        var history = new History();
        history.AddEpoch([new("learning_rate", 0.5), new("loss", 1)], 0.25f);
        Assert.Equal("epoch,learning_rate,loss\r\n0,0.5,1\r\n", Text(history.WriteCsv));
    }

    [Fact]
    public void Csv_is_what_the_runtime_reads()
    {
        var history = new History();
        history.AddEpoch([new("loss", 0.25)], 0.5f);
        history.AddEpoch([new("loss", 0.125)], 0.25f);
        history.SaveCsv(folder["history.csv"]);
        Dataset read = Dataset.FromCsv(folder["history.csv"]);
        Assert.Equal([0f, 0.25f, 1f, 0.125f], read.Inputs(0, 2).ToArray());
        Assert.Equal([0.5f, 0.25f], read.Targets(0, 2).ToArray());
    }

    [Fact]
    public void Json_reads_back_to_the_same_numbers()
    {
        Sample().SaveJson(folder["history.json"]);
        using JsonDocument json = JsonDocument.Parse(File.ReadAllBytes(folder["history.json"]));
        Assert.Equal(3, json.RootElement.GetProperty("epochs").GetInt32());
        Assert.True(json.RootElement.GetProperty("cancelled").GetBoolean());
        JsonElement values = json.RootElement.GetProperty("history");
        Assert.Equal(["loss", "a \"b\", c", "val_loss", "learning_rate"], values.EnumerateObject().Select(property => property.Name));
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
        Assert.Equal("epoch,learning_rate\r\n", Text(new History().WriteCsv));
        Assert.Equal("{\n  \"epochs\": 0,\n  \"cancelled\": false,\n  \"history\": {\n    \"learning_rate\": []\n  }\n}",
            Text(new History().WriteJson));
    }

    private static History Sample()
    {
        var history = new History { IsCancelled = true };
        history.AddEpoch([new("loss", Losses[0]), new("a \"b\", c", double.NaN), new("val_loss", 0.5)], 0.001f);
        history.AddEpoch([new("loss", Losses[1]), new("a \"b\", c", double.PositiveInfinity)], 1e-30f);
        history.AddEpoch([new("loss", Losses[2]), new("a \"b\", c", double.NegativeInfinity)], 0);
        return history;
    }

    private static (string Csv, string Json) Texts() => (Text(Sample().WriteCsv), Text(Sample().WriteJson));

    private static string Text(Action<Stream> write)
    {
        using var stream = new MemoryStream();
        write(stream);
        return Encoding.UTF8.GetString(stream.ToArray());
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

using System.Text;
using Microsoft.CodeAnalysis;
using NetCompiler.Generator.Tests.Harness;
using NetCompiler.Tests.Shared;

namespace NetCompiler.Generator.Tests.Emit;

/// <summary>
/// The text of a network, both files together, is at most as large as this table says: all that is generated costs every build of its users time and
/// memory. Whoever makes the text smaller lowers the limits; the message tells the sizes.
/// </summary>
public class TextSizeTests
{
    private const string Usings = "global using System; global using System.Collections.Generic; global using System.Linq; global using NetCompiler;";

    /// <summary>Kilobytes of 1000 bytes, a little above what is generated.</summary>
    private static readonly Dictionary<string, int> Limits = new()
    {
        ["Amplifier.Amp"] = 181,
        ["Digits.DigitClassifier"] = 275,
        ["Digits.DigitExplainer"] = 183,
        ["DomainAdaptation.AdaptingReader"] = 272,
        ["DomainAdaptation.PlainReader"] = 258,
        ["Forecast.Forecaster"] = 138,
        ["Gan.DigitDiscriminator"] = 182,
        ["Gan.DigitGenerator"] = 279,
        ["Gan.DigitReader"] = 165,
        ["MiniGpt.Gpt"] = 624,
        ["NetCompiler.Bench.Networks.IrisClassifier"] = 90,
        ["Names.NameReader"] = 288,
        ["ResNet.ResidualDigits"] = 555,
        ["Tagger.SentenceTagger"] = 362,
        ["TextClassifier.MaskedLstm"] = 234,
        ["TextClassifier.PlainLstm"] = 215,
        ["TextClassifier.TextCnn"] = 307,
        ["Translate.AttentionTranslator"] = 987,
        ["Translate.TransformerTranslator"] = 993,
        ["WordVectorsSample.BagOfWords"] = 71,
        ["WordVectorsSample.SkipGram"] = 54,
    };

    /// <summary>The samples' networks, the tutorial's among them, and the smallest of the bench's.</summary>
    [Fact]
    public void No_network_becomes_more_text_than_its_limit()
    {
        SortedDictionary<string, double> sizes = Generate(
            [.. SampleFiles(), Path.Combine(Repository.Root, "bench", "Networks", "IrisClassifier.cs")]);
        Assert.Equal(Limits.Keys.Order(StringComparer.Ordinal), sizes.Keys);
        Assert.True(
            sizes.All(size => size.Value <= Limits[size.Key]),
            string.Concat(sizes.Select(size => FormattableString.Invariant($"{size.Key}: {size.Value:F0} KB, at most {Limits[size.Key]}\n"))));
    }

    private static IEnumerable<string> SampleFiles() =>
        Directory.EnumerateFiles(Path.Combine(Repository.Root, "samples"), "*.cs", SearchOption.AllDirectories).Where(file =>
        {
            string text = File.ReadAllText(file);
            return text.Contains("[Network", StringComparison.Ordinal) || text.Contains("[Block]", StringComparison.Ordinal);
        });

    /// <summary>Kilobytes by network.</summary>
    private static SortedDictionary<string, double> Generate(string[] files)
    {
        Compilation networks = GeneratorRunner.Compile(
            [("Usings.cs", Usings), .. files.Select(file => (file, File.ReadAllText(file)))]);
        GeneratorDriver driver = GeneratorRunner.Driver(new NetCompilerGenerator()).RunGenerators(networks);
        GeneratorRunResult result = driver.GetRunResult().Results.Single();
        Assert.Empty(result.Diagnostics);
        return new(
            result.GeneratedSources.Where(text => !text.HintName.EndsWith(".Block.g.cs", StringComparison.Ordinal))
                .GroupBy(text => text.HintName.Replace(".Surface.g.cs", "").Replace(".Kernels.g.cs", ""), text => text.SourceText.ToString())
                .ToDictionary(network => network.Key, network => network.Sum(text => Encoding.UTF8.GetByteCount(text) / 1e3)),
            StringComparer.Ordinal);
    }
}

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
        ["Amplifier.Amp"] = 183,
        ["Boltzmann.BoltzmannMachine"] = 116,
        ["Browser.DigitReader"] = 197,
        ["Captions.CaptionNetwork"] = 672,
        ["Detector.YoloNetwork"] = 645,
        ["Digits.DigitClassifier"] = 277,
        ["Digits.DigitExplainer"] = 185,
        ["DomainAdaptation.AdaptingReader"] = 274,
        ["DomainAdaptation.PlainReader"] = 260,
        ["FaceDetector.FaceNetwork"] = 463,
        ["Forecast.Forecaster"] = 140,
        ["Gan.DigitDiscriminator"] = 184,
        ["Gan.DigitGenerator"] = 281,
        ["Gan.DigitReader"] = 167,
        ["MiniGpt.Gpt"] = 626,
        ["NetCompiler.Bench.Networks.IrisClassifier"] = 90,
        ["Names.NameReader"] = 290,
        ["ResNet.ResidualDigits"] = 557,
        ["SentenceSearch.SentenceEncoder"] = 253,
        ["Tagger.SentenceTagger"] = 364,
        ["TextClassifier.MaskedLstm"] = 236,
        ["TextClassifier.PlainLstm"] = 217,
        ["TextClassifier.TextCnn"] = 309,
        ["Transfer.OtherDigits"] = 285,
        ["Translate.AttentionTranslator"] = 989,
        ["Translate.TransformerTranslator"] = 995,
        ["WordVectorsSample.BagOfWords"] = 73,
        ["WordVectorsSample.SkipGram"] = 56,
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

using Amplifier;
using DomainAdaptation;
using Digits;
using Forecast;
using Gan;
using MiniGpt;
using Names;
using ResNet;
using Tagger;
using TextClassifier;
using Translate;
using WordVectorsSample;

namespace NetCompiler.Bits;

/// <summary>The networks whose bits are printed, and how to make one. They are listed by hand, since native code has no reflection.</summary>
internal static partial class Networks
{
    /// <summary>Each with its name, which is unique.</summary>
    public static IEnumerable<(string Name, Func<CompiledNetwork> Make)> All
    {
        get
        {
            List<Func<CompiledNetwork>> makers = [.. Samples];
            AddTests(makers);
            return makers.Select(make => (make().GetType().ToString().Replace("NetCompiler.Execution.Tests.", ""), make));
        }
    }

    private static readonly Func<CompiledNetwork>[] Samples =
    [
        () => new DigitClassifier(1), () => new DigitExplainer(1), () => new ResidualDigits(1), () => new Gpt(1),
        () => new DigitGenerator(1), () => new DigitDiscriminator(1), () => new DigitReader(1), () => new AdaptingReader(1), () => new PlainReader(1),
        () => new NameReader(1), () => new Amp(1), () => new MaskedLstm(1), () => new TextCnn(1),
        () => new Forecaster(1), () => new SentenceTagger(1), () => new SkipGram(1), () => new BagOfWords(1),
        () => new AttentionTranslator(1), () => new TransformerTranslator(1),
    ];

    /// <summary>The networks of the tests and the bench, where they are compiled.</summary>
    static partial void AddTests(List<Func<CompiledNetwork>> makers);
}

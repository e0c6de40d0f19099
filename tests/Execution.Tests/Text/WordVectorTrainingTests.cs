using NetCompiler.Tests.Shared;

namespace NetCompiler.Execution.Tests.Text;

/// <summary>Skip-gram with negative sampling: a word, a neighbour and three other words.</summary>
[Network, Input(5)]
[Loss(Loss.BinaryCrossentropy, FromLogits = true)]
internal sealed partial class SkipGramNetwork
{
    private const int Rows = 20, Width = 8;

    [Embedding(Rows, Width)] private static partial Tensor Words(Tensor x);

    [Embedding(Rows, Width)] private static partial Tensor Contexts(Tensor x);

    [Forward]
    private static Tensor Forward(Tensor sample) => Sum(Words(sample[0]) * Contexts(sample[1..]), axis: -1);
}

/// <summary>A bag of embedded words, and one of two classes.</summary>
[Network, Input(6)]
[Embedding(20, 8)]
[GlobalAveragePool1D]
[Dense(2)]
[Loss(Loss.SparseCategoricalCrossentropy, FromLogits = true)]
internal sealed partial class BagNetwork;

/// <summary>What the runtime has for text, at work with compiled networks.</summary>
public sealed class WordVectorTrainingTests : IDisposable
{
    /// <summary>In the second epoch.</summary>
    private const int StepsBefore = 60;

    private static readonly string[] Animals = ["cat", "dog", "cow"], Vehicles = ["car", "bus", "train"];
    private static readonly string[] Eaten = ["fish", "hay", "bones"], Driven = ["road", "rail", "town"];

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("netcompiler-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Words_in_like_company_get_vectors_close_together()
    {
        WordCorpus corpus = Corpus();
        var network = new SkipGramNetwork(seed: 1);
        network.Fit(Pairs(corpus), Options(epochs: 20));
        var vectors = WordVectors.FromParameter(network.Parameters.First(parameter => parameter.Name == "words/embeddings"), corpus.Vocabulary);
        Assert.All([Animals, Vehicles], kind => Assert.All(kind, word =>
            Assert.Equal(kind.Where(other => other != word).Order(), vectors.Nearest(word, 2).Select(near => near.Word).Order())));
    }

    [Fact]
    public void Training_on_pairs_goes_on_with_the_same_samples()
    {
        WordCorpus corpus = Corpus();
        var whole = new SkipGramNetwork(seed: 1);
        whole.Fit(Pairs(corpus), Options(epochs: 2));
        string state = Path.Combine(_folder.FullName, "state");
        var first = new SkipGramNetwork(seed: 1);
        Assert.Throws<OperationCanceledException>(() => first.Fit(Pairs(corpus), Options(epochs: 2, act: context =>
        {
            // What is saved is on the disk when all callbacks of the step are done.
            if (context.TotalSteps == StepsBefore)
            {
                context.SaveState(state);
            }
            else if (context.TotalSteps > StepsBefore)
            {
                throw new OperationCanceledException();
            }
        })));
        var second = new SkipGramNetwork(seed: 2);
        second.Fit(Pairs(corpus), Options(epochs: 2, state));
        Assert.Equal(whole.Weights(), second.Weights());
    }

    [Fact]
    public void Texts_are_classified_from_bags_of_words_in_batches_of_like_length()
    {
        var random = new Random(3);
        string[] texts = [.. Enumerable.Range(0, 200).Select(i => Sentence(random, i % 2 == 0, 2 + random.Next(5)))];
        var labelled = new LabelledText(texts, [.. Enumerable.Range(0, 200).Select(i => i % 2)], ["animal", "vehicle"]);
        var vectorizer = new TextVectorizer(maxTokens: 20, outputSequenceLength: 6);
        vectorizer.Adapt(labelled.Texts);
        (Dataset train, Dataset test) = labelled.ToDataset(vectorizer).Split(0.2);
        var network = new BagNetwork(seed: 1);
        network.Fit(train.BucketByLength(16, batches: 4),
            new FitOptions { Epochs = 10, BatchSize = 16, Optimizer = new Adam(1e-2f), Verbose = false });
        Assert.Equal(1, network.Evaluate(test, new EvaluateOptions { Metrics = [new Accuracy()] }).Metrics["accuracy"]);
    }

    private static WordCorpus Corpus()
    {
        var random = new Random(2);
        string[] texts = [.. Enumerable.Range(0, 400).Select(i => Sentence(random, i % 2 == 0, 4))];
        return WordCorpus.FromTexts(texts, Vocabulary.FromTexts(texts));
    }

    private static string Sentence(Random random, bool animal, int words) => string.Join(' ', Enumerable.Range(0, words).Select(i =>
        i % 2 == 0 ? (animal ? Animals : Vehicles)[random.Next(3)] : (animal ? Eaten : Driven)[random.Next(3)]));

    private static IDataSource Pairs(WordCorpus corpus) => DataSource.SkipGram(corpus, window: 1, negatives: 3, subsample: 0).Shuffle(500).Prefetch();

    private static FitOptions Options(int epochs, string? from = null, Action<TrainingContext>? act = null) => new()
    {
        Epochs = epochs,
        BatchSize = 64,
        Optimizer = new Adam(1e-2f),
        Seed = 3,
        Verbose = false,
        ResumeFrom = from,
        Callbacks = [new LambdaCallback { BatchEnd = act ?? (_ => { }) }],
    };
}

using System.CommandLine;
using System.Globalization;
using NetCompiler;
using TextClassifier;

var data = new Option<string?>("--data") { Description =
    "Folder with two files of labelled texts, whose names have 'train' and 'test' in them; without it the program makes up questions." };
var cnn = new Option<bool>("--cnn") { Description = "Convolutions in place of the LSTM." };
var noMask = new Option<bool>("--no-mask") { Description = "Lets the LSTM read padding as words." };
var epochs = new Option<int>("--epochs") { Description = "Passes over the training texts.", DefaultValueFactory = _ => 8 };
var seed = new Option<int>("--seed") { Description = "Decides the first weights and the order of training.", DefaultValueFactory = _ => 1 };
var root = new RootCommand("Trains a network to tell texts apart.") { data, cnn, noMask, epochs, seed };
root.SetAction(parsed =>
{
    int number = parsed.GetValue(seed);
    TrainableNetwork model = parsed.GetValue(cnn) ? new TextCnn(number) : parsed.GetValue(noMask) ? new PlainLstm(number) : new MaskedLstm(number);
    Train(model, parsed.GetValue(data), parsed.GetValue(epochs), number);
});
return root.Parse(args).Invoke();

static void Train(TrainableNetwork model, string? folder, int epochs, int seed)
{
    (LabelledText train, LabelledText test) = folder is not null ? Questions.Read(folder) : (Questions.Drawn(4000, 1), Questions.Drawn(500, 2));
    if (train.ClassNames.Count > Sizes.Classes)
    {
        throw new InvalidDataException($"Expected at most {Sizes.Classes} kinds of texts, but there are {train.ClassNames.Count}.");
    }

    var vectorizer = new TextVectorizer(maxTokens: Sizes.Vocabulary, outputSequenceLength: Sizes.Length);
    vectorizer.Adapt(train.Texts);
    Dataset texts = train.ToDataset(vectorizer), unseen = test.ToDataset(vectorizer);
    Console.WriteLine(model.Summary());
    Console.WriteLine($"{train.Count} texts of {train.ClassNames.Count} kinds, {vectorizer.Vocabulary.Count} tokens");

    model.Fit(texts, new FitOptions
    {
        Epochs = epochs,
        BatchSize = 32,
        Seed = seed,
        Optimizer = new Adam(1e-3f),
        Metrics = [new Accuracy()],
        Callbacks = [new LambdaCallback { EpochEnd = Report }],
    });
    Evaluation result = model.Evaluate(unseen, new EvaluateOptions { Metrics = [new Accuracy()] });
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"test accuracy: {result["accuracy"]:0.0000}"));
}

static void Report(TrainingContext context) =>
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"epoch {context.Epoch + 1}: loss {context.Logs["loss"]:0.000}"));

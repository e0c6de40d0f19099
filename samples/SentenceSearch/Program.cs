using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Numerics.Tensors;
using SentenceSearch;

var queries = new Argument<string[]>("query") { Description = "What to look for; without any, ten questions whose answers are known." };
var models = new Option<string>("--models")
{
    Description = "Folder with the weights and the words.", DefaultValueFactory = _ => "samples/SentenceSearch",
};
var root = new RootCommand("Finds the sentence of a page that is nearest to what is asked, by MiniLM.") { queries, models };
root.SetAction(parsed => Run(parsed.GetValue(models)!, parsed.GetValue(queries)!));
return root.Parse(args).Invoke();

static int Run(string models, string[] queries)
{
    if (!File.Exists(Path.Combine(models, "SentenceEncoder.safetensors")))
    {
        Console.WriteLine("The weights are not in the repository. samples/SentenceSearch/fetch.sh fetches them.");
        return 1;
    }

    var watch = Stopwatch.StartNew();
    var encoder = new Encoder(models);
    float[][] page = [.. Page.Sentences.Select(encoder.Encode)];
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{page.Length} sentences read in {watch.Elapsed.TotalSeconds:0.0} s"));
    (string Text, int Answer)[] asked = queries.Length > 0 ? [.. queries.Select(query => (query, -1))] : Page.Queries;
    int right = 0;
    foreach ((string text, int answer) in asked)
    {
        float[] query = encoder.Encode(text);
        (float nearness, int found) = page.Select((sentence, i) => (TensorPrimitives.Dot<float>(query, sentence), i)).Max();
        right += found == answer ? 1 : 0;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{text}\n    {nearness:0.00}  {Page.Sentences[found]}"));
    }

    if (queries.Length == 0)
    {
        Console.WriteLine($"right: {right} of {asked.Length}");
    }

    return 0;
}

using System.Globalization;
using NetCompiler;

namespace WordVectorsSample;

/// <summary>Lines of words to learn from, and pairs of words that people, or the grammar, have judged.</summary>
/// <param name="Lines">Gone through more than once.</param>
/// <param name="Pairs">A larger judgement for words that are more alike.</param>
/// <param name="Name">Of the pairs.</param>
internal sealed record Texts(IEnumerable<string> Lines, IReadOnlyList<(string First, string Second, double Judgement)> Pairs, string Name)
{
    /// <summary>Nouns, then verbs, then adjectives that keep company.</summary>
    private static readonly string[][] Topics =
    [
        ["cow horse goat sheep hen pig", "grazes eats sleeps bleats", "brown woolly fat"],
        ["boat ship ferry yacht barge raft", "sails floats sinks anchors", "wooden swift leaky"],
        ["violin flute drum organ cello horn", "plays sounds rings hums", "loud soft tuned"],
        ["bread soup cake stew pie roast", "bakes boils cools burns", "hot sweet salty"],
        ["moon star comet planet sun cloud", "shines rises sets glows", "bright distant pale"],
        ["shirt coat hat scarf glove sock", "fits shrinks tears warms", "woven striped torn"],
        ["oak birch pine willow elm maple", "grows bends sways blossoms", "green tall old"],
        ["truck bus tram van cab train", "stops turns brakes waits", "crowded late empty"],
    ];

    /// <summary>The text files of a folder, compressed or not, and pairs of people's judgement, where they are given.</summary>
    /// <param name="folder">Files that end in <c>.txt</c> or <c>.txt.gz</c>, a text a line.</param>
    /// <param name="pairs">Two words and a number on each line, behind a line of titles; null for WordSim-353 in the folder beside.</param>
    public static Texts Read(string folder, string? pairs)
    {
        string[] files = [.. Directory.EnumerateFiles(folder).Where(file => file.EndsWith(".txt", StringComparison.Ordinal)
            || file.EndsWith(".txt.gz", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];
        if (files.Length == 0)
        {
            throw new FileNotFoundException($"Expected files that end in .txt or .txt.gz in '{folder}', but there are none.");
        }

        pairs ??= Path.Combine(folder, "..", "embedding-eval", "wordsim353-combined.csv");
        return new Texts(files.SelectMany(file => TextLines.FromFile(file)), [.. File.ReadLines(pairs).Skip(1).Select(line => line.Split(','))
            .Select(cells => (cells[0].ToLowerInvariant(), cells[1].ToLowerInvariant(), double.Parse(cells[2], CultureInfo.InvariantCulture)))],
            "WordSim-353");
    }

    /// <summary>
    /// Sentences about things that keep company, so that the program runs without files. Nouns of a topic are most alike, then a noun and a verb of
    /// it; one word in twenty is of any topic.
    /// </summary>
    public static Texts Drawn(int count, int seed)
    {
        var random = new Random(seed);
        string[][][] topics = [.. Topics.Select(topic => topic.Select(words => words.Split(' ')).ToArray())];
        string Word(int topic, int kind)
        {
            string[] words = topics[random.Next(20) == 0 ? random.Next(topics.Length) : topic][kind];
            return words[random.Next(words.Length)];
        }

        string Sentence()
        {
            int topic = random.Next(topics.Length);
            return $"the {Word(topic, 2)} {Word(topic, 0)} {Word(topic, 1)} and the {Word(topic, 0)} {Word(topic, 1)} {Word(topic, 2)}";
        }

        (string, string, double) Pair(int number)
        {
            int topic = random.Next(topics.Length), other = (topic + 1 + random.Next(topics.Length - 1)) % topics.Length, first = random.Next(6);
            return (topics[topic][0][first], number % 3 == 0 ? topics[other][0][random.Next(6)]
                : number % 3 == 1 ? topics[topic][1][random.Next(4)]
                : topics[topic][0][(first + 1 + random.Next(5)) % 6], number % 3);
        }

        return new Texts([.. Enumerable.Range(0, count).Select(_ => Sentence())], [.. Enumerable.Range(0, 300).Select(Pair)], "own pairs");
    }
}

using NetCompiler;

namespace TextClassifier;

/// <summary>Questions by what they ask for.</summary>
internal static class Questions
{
    private static readonly string[] Kinds = ["person", "place", "number", "time", "reason"];

    private static readonly string[] Things =
        ["the old bridge", "this song", "a good soup", "the first clock", "the red house", "that ship", "the long war", "a paper kite", "the tower"];

    private static readonly string[] Names = ["Ada", "the king", "my uncle", "a sailor", "the painter", "her sister", "a farmer", "the judge"];

    private static readonly string[] Deeds = ["built", "lost", "sold", "found", "painted", "forgot", "bought", "moved"];

    /// <summary>A folder's files whose names have "train" and "test" in them: a label, a space and a text on each line.</summary>
    public static (LabelledText Train, LabelledText Test) Read(string folder)
    {
        LabelledText train = LabelledText.FromFile(FileOf(folder, "train"), ' ');
        return (train, LabelledText.FromFile(FileOf(folder, "test"), ' ', train.ClassNames));
    }

    /// <summary>Questions of a small grammar, so that the program runs without files.</summary>
    public static LabelledText Drawn(int count, int seed)
    {
        var random = new Random(seed);
        int[] labels = [.. Enumerable.Range(0, count).Select(_ => random.Next(Kinds.Length))];
        return new LabelledText([.. labels.Select(label => Question(label, random))], labels, Kinds);
    }

    private static string Question(int kind, Random random)
    {
        string Of(params string[] choices) => choices[random.Next(choices.Length)];
        (string thing, string name, string deed) = (Of(Things), Of(Names), Of(Deeds));
        string question = kind switch
        {
            0 => Of($"who {deed} {thing}", $"what is the name of the one who {deed} {thing}", $"which person {deed} {thing} when it rained"),
            1 => Of($"where was {thing} {deed}", $"in which town is {thing}", $"what country is {name} from", $"near what river did {name} live"),
            2 => Of($"how many people {deed} {thing}", $"how much did {thing} cost", $"what number of days did {name} need for {thing}"),
            3 => Of($"when was {thing} {deed}", $"in which year was {name} born", $"what day did {name} see {thing}", $"how late was {name}"),
            _ => Of($"why was {thing} {deed}", $"what made {name} leave", $"for what reason was {thing} {deed}", $"how come {name} {deed} {thing}"),
        };
        string before = Of("", "please tell me ", "I wonder ", "does anyone know ", "after all these years ");
        return $"{before}{question} {Of("?", "at all ?", "in the end ?")}";
    }

    private static string FileOf(string folder, string part)
    {
        string[] files = [.. Directory.GetFiles(folder).Where(file => Path.GetFileName(file).Contains(part, StringComparison.OrdinalIgnoreCase))];
        return files.Length == 1 ? files[0] : throw new FileNotFoundException(
            $"Expected one file with '{part}' in its name in '{folder}', but found {files.Length}.");
    }
}

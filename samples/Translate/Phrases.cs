using NetCompiler;

namespace Translate;

/// <summary>
/// Sentences of a small grammar in German and English, so that the program runs without files. Articles and adjectives follow gender and case, and
/// verbs stand elsewhere than in English: second in a main clause, last in a subordinate one.
/// </summary>
internal sealed class Phrases(int seed)
{
    private static readonly (string German, string English, int Gender)[] Nouns =
    [
        ("hund", "dog", 0), ("koch", "cook", 0), ("vogel", "bird", 0), ("ball", "ball", 0), ("wagen", "car", 0), ("brief", "letter", 0),
        ("frau", "woman", 1), ("katze", "cat", 1), ("lampe", "lamp", 1), ("tasche", "bag", 1), ("tante", "aunt", 1), ("glocke", "bell", 1),
        ("kind", "child", 2), ("pferd", "horse", 2), ("buch", "book", 2), ("boot", "boat", 2), ("haus", "house", 2), ("bild", "picture", 2),
    ];

    private static readonly (string German, string English)[] Adjectives =
    [
        ("alt", "old"), ("klein", "small"), ("rot", "red"), ("schön", "beautiful"), ("müd", "tired"), ("neu", "new"), ("schnell", "fast"),
    ];

    private static readonly (string Present, string Participle, string English, string EnglishParticiple)[] Verbs =
    [
        ("sieht", "gesehen", "sees", "seen"), ("sucht", "gesucht", "looks for", "looked for"), ("findet", "gefunden", "finds", "found"),
        ("malt", "gemalt", "paints", "painted"), ("kauft", "gekauft", "buys", "bought"), ("vergisst", "vergessen", "forgets", "forgotten"),
        ("trägt", "getragen", "carries", "carried"),
    ];

    private static readonly (string German, string English)[] Places =
    [
        ("im garten", "in the garden"), ("am fluss", "by the river"), ("auf dem markt", "at the market"), ("heute", "today"),
        ("vor der schule", "in front of the school"), ("jeden tag", "every day"),
    ];

    private static readonly (string German, string English)[] Conjunctions =
        [("weil", "because"), ("während", "while"), ("wenn", "when"), ("obwohl", "although")];

    private static readonly string[][] Articles = [["der", "die", "das"], ["den", "die", "das"]];

    private readonly Random _random = new(seed);

    /// <summary>As many sentences with their translations.</summary>
    public ParallelText Draw(int count)
    {
        (string German, string English)[] pairs = [.. Enumerable.Range(0, count).Select(_ => Sentence())];
        return new ParallelText([.. pairs.Select(pair => pair.German)], [.. pairs.Select(pair => pair.English)]);
    }

    private (string German, string English) Sentence()
    {
        (string german, string english) = MainClause();
        if (_random.Next(3) == 0)
        {
            (string German, string English) join = Of(Conjunctions), subject = Thing(0), target = Thing(1);
            (string present, _, string verb, _) = Of(Verbs);
            german += $", {join.German} {subject.German} {target.German} {present}";
            english += $" {join.English} {subject.English} {verb} {target.English}";
        }

        return ($"{german}.", $"{english}.");
    }

    private (string German, string English) MainClause()
    {
        (string German, string English) subject = Thing(0), target = Thing(1), place = Of(Places);
        (string present, string participle, string verb, string done) = Of(Verbs);
        return _random.Next(4) switch
        {
            0 => ($"{subject.German} {present} {target.German}", $"{subject.English} {verb} {target.English}"),
            1 => ($"{subject.German} {present} {place.German} {target.German}", $"{subject.English} {verb} {target.English} {place.English}"),
            2 => ($"{place.German} {present} {subject.German} {target.German}", $"{place.English} {subject.English} {verb} {target.English}"),
            _ => ($"{subject.German} hat {target.German} {participle}", $"{subject.English} has {done} {target.English}"),
        };
    }

    /// <param name="grammaticalCase">0 for the nominative, 1 for the accusative.</param>
    private (string German, string English) Thing(int grammaticalCase)
    {
        (string german, string english, int gender) = Of(Nouns);
        if (_random.Next(2) == 0)
        {
            (string German, string English) adjective = Of(Adjectives);
            german = $"{adjective.German}{(grammaticalCase == 1 && gender == 0 ? "en" : "e")} {german}";
            english = $"{adjective.English} {english}";
        }

        return ($"{Articles[grammaticalCase][gender]} {german}", $"the {english}");
    }

    private T Of<T>(T[] choices) => choices[_random.Next(choices.Length)];
}

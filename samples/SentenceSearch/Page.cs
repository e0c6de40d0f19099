namespace SentenceSearch;

/// <summary>A page of sentences, and questions that share few words with their answers.</summary>
internal static class Page
{
    public static readonly string[] Sentences =
    [
        "Bread rises because yeast turns sugar into gas.",
        "Add a pinch of salt to the water before the pasta goes in.",
        "A sharp knife is safer than a blunt one.",
        "The last train to the coast leaves at half past ten.",
        "Passengers must show their tickets before boarding the ferry.",
        "The museum is closed on Mondays.",
        "Bees tell each other where flowers are by dancing.",
        "Owls hunt at night and hear a mouse under the snow.",
        "Whales come to the surface to breathe.",
        "A kitten needs food several times a day.",
        "The moon pulls at the sea, and so the tides come and go.",
        "Light from the sun takes eight minutes to reach us.",
        "Lightning strikes tall trees more often than low ones.",
        "Water freezes at zero degrees Celsius.",
        "The bank closes accounts that were not used for two years.",
        "Interest on the loan is paid at the end of each month.",
        "Prices of houses in the city have doubled within ten years.",
        "The striker scored twice in the last five minutes of the match.",
        "She ran the marathon in less than three hours.",
        "The chess champion gave up after sixty moves.",
        "Turn the computer off and on again if the screen stays black.",
        "Choose a password that nobody can guess and tell it to no one.",
        "The program crashes when the file is empty.",
        "Take one tablet after each meal, with a glass of water.",
        "Washing your hands keeps infections away.",
        "The doctor set the broken arm in plaster.",
        "The orchestra tunes its instruments to the oboe.",
        "He painted sunflowers again and again.",
        "The novel tells of a sailor who hunts a white whale.",
        "The teacher handed back the tests on Friday.",
    ];

    /// <summary>Questions, and which sentence answers each.</summary>
    public static readonly (string Text, int Answer)[] Queries =
    [
        ("Why does dough get bigger?", 0),
        ("When can I travel to the seaside tonight?", 3),
        ("On which day can I not see the exhibition?", 5),
        ("How do insects share information about nectar?", 6),
        ("What causes high and low water on the beach?", 10),
        ("How far away in time is our star?", 11),
        ("real estate has become expensive", 16),
        ("Who won the football game with late goals?", 17),
        ("My display shows nothing, what should I do?", 20),
        ("How often should I swallow this medicine?", 23),
    ];
}

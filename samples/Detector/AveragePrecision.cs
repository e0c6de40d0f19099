namespace Detector;

/// <summary>How good a detector is (Everingham et al., 2010).</summary>
internal static class AveragePrecision
{
    /// <summary>The area under precision over recall, where a box counts that shares half with a thing of its kind; the mean of all kinds.</summary>
    public static double Mean(IReadOnlyList<(Thing[] There, List<Thing> Found)> scenes) =>
        Enumerable.Range(0, Thing.Kinds).Average(kind => Of(scenes, kind));

    private static double Of(IReadOnlyList<(Thing[] There, List<Thing> Found)> scenes, int kind)
    {
        const float leastOverlap = 0.5f;
        int there = scenes.Sum(scene => scene.There.Count(thing => thing.Kind == kind));
        HashSet<(int Scene, int Thing)> taken = [];
        List<bool> hits = [];
        foreach ((Thing found, int at) in scenes.SelectMany((scene, i) => scene.Found.Where(thing => thing.Kind == kind).Select(thing => (thing, i)))
            .OrderByDescending(found => found.thing.Score))
        {
            Thing[] things = scenes[at].There;
            int best = Enumerable.Range(0, things.Length).Where(i => things[i].Kind == kind).OrderByDescending(i => things[i].Overlap(found))
                .FirstOrDefault(-1);
            hits.Add(best >= 0 && things[best].Overlap(found) >= leastOverlap && taken.Add((at, best)));
        }

        // Precision at each hit; a later better one counts for those before it.
        double area = 0, least = 0;
        int right = hits.Count(hit => hit);
        for (int i = hits.Count - 1; i >= 0; i--)
        {
            if (hits[i])
            {
                least = Math.Max(least, (double)right-- / (i + 1));
                area += least / there;
            }
        }

        return area;
    }
}

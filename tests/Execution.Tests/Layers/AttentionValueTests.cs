using NetCompiler.Tests.Shared;

namespace NetCompiler.Execution.Tests.Layers;

/// <summary>Attention and embeddings against their formulas, written as loops in double precision.</summary>
public sealed class AttentionValueTests
{
    [Fact]
    public void Attention_with_shared_heads_and_a_mask()
    {
        const int Places = 3, Sources = 5, Heads = 4, Shared = 2, Key = 2, Value = 3, Out = 5;
        var network = new GroupedAttention(7);
        var random = new Random(5);
        float[] query = Numbers(random, Places * 4), value = Numbers(random, Sources * 6), key = Numbers(random, Sources * 7), mask = [1, 0, 1, 1, 0];
        double[,,] q = Project(network, "query", query, 4, Heads, Key), k = Project(network, "key", key, 7, Heads / Shared, Key),
            v = Project(network, "value", value, 6, Heads / Shared, Value);
        float[] kernel = Values(network, "attend/attention_output/kernel"), bias = Values(network, "attend/attention_output/bias");
        var expected = new double[Places * Out];
        for (int i = 0; i < Places; i++)
        {
            for (int o = 0; o < Out; o++)
            {
                expected[(i * Out) + o] = bias[o];
            }

            for (int h = 0; h < Heads; h++)
            {
                double[] weights = Weights(q, k, i, h, h / Shared, mask);
                for (int e = 0; e < Value; e++)
                {
                    double mixed = Enumerable.Range(0, Sources).Sum(j => weights[j] * v[j, h / Shared, e]);
                    for (int o = 0; o < Out; o++)
                    {
                        expected[(i * Out) + o] += mixed * kernel[(((h * Value) + e) * Out) + o];
                    }
                }
            }
        }

        var found = new float[expected.Length];
        network.Predict([.. query, .. value, .. key, .. mask], found);
        AssertClose(expected, found);
    }

    [Fact]
    public void Words_places_and_their_scores()
    {
        var network = new TiedWords(3);
        float[] table = Values(network, "words/embeddings"), places = Values(network, "places/embeddings"), bias = Values(network, "scores/bias"),
            words = [5, 0, 6];
        double[] expected = [.. Enumerable.Range(0, 3 * 7).Select(n =>
        {
            (int place, int score) = (n / 7, n % 7);
            return bias[score] + Enumerable.Range(0, 4).Sum(d =>
                ((double)table[((int)words[place] * 4) + d] + places[(place * 4) + d]) * table[(score * 4) + d]);
        })];
        var found = new float[expected.Length];
        network.Predict(words, found);
        AssertClose(expected, found);
    }

    [Theory, InlineData(-1f), InlineData(7f), InlineData(2.5f), InlineData(float.NaN)]
    public void Numbers_that_are_no_rows_are_refused(float number)
    {
        var error = Assert.Throws<ArgumentException>(() => new TiedWords().Predict([1, number, 2], new float[21]));
        Assert.Contains("expects whole numbers from 0 to 6 for words", error.Message, StringComparison.Ordinal);
    }

    private static double[] Weights(double[,,] q, double[,,] k, int place, int head, int source, float[] mask)
    {
        double[] scores = [.. Enumerable.Range(0, mask.Length).Select(j =>
            mask[j] == 0 ? double.NegativeInfinity : Enumerable.Range(0, q.GetLength(2)).Sum(e =>
                q[place, head, e] * k[j, source, e]) / Math.Sqrt(q.GetLength(2)))];
        double[] exponentials = Array.ConvertAll(scores, score => Math.Exp(score - scores.Max()));
        return Array.ConvertAll(exponentials, e => e / exponentials.Sum());
    }

    private static double[,,] Project(CompiledNetwork network, string name, float[] rows, int width, int heads, int size)
    {
        float[] kernel = Values(network, $"attend/{name}/kernel"), bias = Values(network, $"attend/{name}/bias");
        var result = new double[rows.Length / width, heads, size];
        for (int t = 0; t < rows.Length / width; t++)
        {
            for (int h = 0; h < heads; h++)
            {
                for (int e = 0; e < size; e++)
                {
                    result[t, h, e] = bias[(h * size) + e] + Enumerable.Range(0, width).Sum(d =>
                        (double)rows[(t * width) + d] * kernel[(((d * heads) + h) * size) + e]);
                }
            }
        }

        return result;
    }

    private static float[] Values(CompiledNetwork network, string name) => network.Parameters.Single(p => p.Name == name).Values();

    private static float[] Numbers(Random random, int count) => [.. Enumerable.Range(0, count).Select(_ => (random.NextSingle() * 2) - 1)];

    private static void AssertClose(double[] expected, float[] found) =>
        Assert.All(expected.Zip(found), pair => Assert.Equal(pair.First, pair.Second, 1e-5));
}

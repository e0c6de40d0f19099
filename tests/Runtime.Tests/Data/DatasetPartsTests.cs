using NetCompiler.Runtime.Tests.Metrics;

namespace NetCompiler.Runtime.Tests.Data;

/// <summary>Parts of data sets and tables that are chosen or drawn.</summary>
public sealed class DatasetPartsTests
{
    /// <summary>20 samples of class 0, 8 of class 1 and 2 of class 2, sorted; the input is the sample's number.</summary>
    private static readonly Dataset Sorted = Dataset.FromArrays(
        [.. Enumerable.Range(0, 30).Select(i => (float)i)], [1], [.. Enumerable.Range(0, 30).Select(i => i < 20 ? 0 : i < 28 ? 1 : 2)]);

    [Fact]
    public void Chosen_samples_are_copied_in_their_order()
    {
        Dataset data = Sorted.Slice(5, 20).Subset([19, 0, 0]);
        Assert.Equal([24f, 5, 5], Numbers(data));
        Assert.Equal([1f, 0, 0], data.Targets(0, 3).ToArray());
        Assert.Throws<ArgumentOutOfRangeException>(() => Sorted.Subset([30]));
        Assert.Throws<ArgumentOutOfRangeException>(() => Sorted.Subset([]));
    }

    [Fact]
    public void A_seed_draws_an_order()
    {
        float[] order = Numbers(Sorted.Shuffled(7));
        Assert.Equal(Numbers(Sorted), order.Order());
        Assert.Equal(order, Numbers(Sorted.Shuffled(7)));
        Assert.NotEqual(order, Numbers(Sorted.Shuffled(8)));
    }

    [Fact]
    public void Data_sets_are_joined()
    {
        Assert.Equal([1f, 2, 29, 0], Numbers(Sorted.Slice(1, 2).Concat(Sorted.Slice(29, 1), Sorted.Slice(0, 1))));
        Assert.Throws<ArgumentException>(() => Sorted.Concat(Dataset.FromArrays([1f, 2], [2], [0])));
        Assert.Throws<ArgumentException>(() => Sorted.Concat(Dataset.FromArrays([1f], [1], new float[2])));
        Assert.Throws<ArgumentException>(() => Sorted.Concat([null!]));
    }

    [Fact]
    public void A_drawn_split_has_every_sample_once()
    {
        (Dataset first, Dataset last) = Sorted.Split(0.2, seed: 3);
        Assert.Equal((24, 6), (first.Count, last.Count));
        Assert.Equal(Numbers(Sorted), Numbers(first).Concat(Numbers(last)).Order());
        Assert.Throws<ArgumentOutOfRangeException>(() => Sorted.Split(1.5, seed: 3));
    }

    [Theory]
    [InlineData(0.2, 4, 1, 1)]
    [InlineData(0.5, 10, 4, 1)]
    [InlineData(0.01, 1, 1, 1)]
    public void A_stratified_split_has_the_share_of_every_class(double fraction, int zeros, int ones, int twos)
    {
        for (int seed = 0; seed < 5; seed++)
        {
            (Dataset first, Dataset last) = Sorted.Split(fraction, seed, stratify: true);
            Assert.Equal([zeros, ones, twos], Counts(last));
            Assert.Equal([20 - zeros, 8 - ones, 2 - twos], Counts(first));
        }
    }

    [Fact]
    public void Numbers_have_no_shares()
    {
        Dataset numbers = Dataset.FromArrays([1f, 2, 3], [1], new[] { 0.5f, 1.5f, 2.5f });
        Assert.Contains("numbers have no shares", Assert.Throws<ArgumentException>(() => numbers.Split(0.4, 0, stratify: true)).Message,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, false)]
    [InlineData(5, false)]
    [InlineData(5, true)]
    public void Each_sample_is_validated_in_one_fold(int? seed, bool stratify)
    {
        (Dataset Train, Dataset Validation)[] folds = [.. Sorted.KFold(4, seed, stratify)];
        Assert.Equal([7, 7, 8, 8], folds.Select(fold => fold.Validation.Count).Order());
        Assert.Equal(Numbers(Sorted), folds.SelectMany(fold => Numbers(fold.Validation)).Order());
        Assert.All(folds, fold => Assert.Equal(Numbers(Sorted), Numbers(fold.Train).Concat(Numbers(fold.Validation)).Order()));
        if (stratify)
        {
            Assert.All(folds, fold => Assert.Equal([5, 2], Counts(fold.Validation)[..2]));
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(31)]
    public void So_many_folds_are_not_possible(int folds) => Assert.Throws<ArgumentOutOfRangeException>(() => Sorted.KFold(folds));

    [Fact]
    public void Tables_are_divided_as_data_sets_are()
    {
        var table = Table.FromRows(["n", "word"], [.. Enumerable.Range(0, 30).Select(i => new[] { $"{i}", i < 20 ? "a" : "b" })]);
        (Table first, Table last) = table.Split(0.2, seed: 3, stratifyBy: "word");
        Assert.Equal((16, 4), (Count(first, "a"), Count(last, "a")));
        Assert.Equal((8, 2), (Count(first, "b"), Count(last, "b")));
        Assert.Equal(Numbers(Sorted.Split(0.2, seed: 3).Last), table.Split(0.2, seed: 3).Last.Numbers("n").Select(number => (float)number));
        Assert.All(table.KFold(5, seed: 1, stratifyBy: "word"), fold =>
            Assert.Equal((4, 2), (Count(fold.Validation, "a"), Count(fold.Validation, "b"))));
        Assert.Throws<ArgumentException>(() => table.Split(0.2, seed: 3, stratifyBy: "n"));
        Assert.Throws<ArgumentException>(() => table.KFold(5, stratifyBy: "m"));

        static int Count(Table part, string word) => Enumerable.Range(0, part.Count).Count(row => part[row, "word"] == word);
    }

    [Fact]
    public void Fit_warns_where_a_split_of_sorted_samples_leaves_classes_out()
    {
        Dataset few = Dataset.FromArrays(new float[300], [3], [.. Enumerable.Range(0, 100).Select(i => i < 40 ? 0 : 1 + (i % 2))]);
        Dataset rare = few.Subset([.. Enumerable.Range(0, 100).Select(i => i < 95 ? i / 3 : 99)]);
        Assert.Contains("Warning: the training samples have none of the classes 2, which the validation", Said(rare, 0.1), StringComparison.Ordinal);
        Assert.Contains("Warning: the validation samples have none of the classes 0, which the training", Said(few, 0.35), StringComparison.Ordinal);
        Assert.DoesNotContain("Warning", Said(few.Shuffled(1), 0.4), StringComparison.Ordinal);
        Assert.DoesNotContain("Warning", Said(few, 0.35, verbose: false), StringComparison.Ordinal);
    }

    private static string Said(Dataset data, double validationSplit, bool? verbose = null)
    {
        using var output = new StringWriter();
        new Echo(Loss.SparseCategoricalCrossentropy, false, [3], 1).Fit(
            data, new FitOptions { ValidationSplit = validationSplit, Output = output, Verbose = verbose });
        return output.ToString();
    }

    private static float[] Numbers(Dataset data) => data.Inputs(0, data.Count).ToArray();

    private static int[] Counts(Dataset data) =>
        [.. Enumerable.Range(0, 3).Select(label => data.Targets(0, data.Count).ToArray().Count(target => target == label))];
}

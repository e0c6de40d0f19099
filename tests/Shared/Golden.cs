using System.Globalization;
using System.Text.Json;

namespace NetCompiler.Tests.Shared;

/// <summary>One folder of <c>../shared/golden</c>: what PyTorch computed for a small model.</summary>
internal sealed class Golden
{
    private readonly string _folder;

    private Golden(string folder)
    {
        _folder = folder;
        using var description = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "golden.json")));
        Description = description.RootElement.Clone();
    }

    /// <summary>What golden.json says.</summary>
    public JsonElement Description { get; }

    /// <summary>The folder, or null where the references are not beside the repository.</summary>
    public static Golden? Find(string name) => Repository.Shared(Path.Combine("golden", name)) is { } folder ? new Golden(folder) : null;

    /// <summary>A file of tensors; <paramref name="file"/> is without its extension.</summary>
    public string PathOf(string file) => Path.Combine(_folder, file + ".safetensors");

    /// <summary>The tensors of a file, by name; <paramref name="file"/> is without its extension.</summary>
    public Dictionary<string, GoldenTensor> Read(string file) => GoldenTensors.Read(PathOf(file));

    /// <summary>The suggested relative tolerance of one of the comparisons.</summary>
    public double Tolerance(string comparison) => Description.GetProperty("suggested_tolerance").GetProperty(comparison).GetDouble();

    /// <summary>
    /// Puts the recorded values in place of those elements that are rounding noise in every implementation, such as the gradient of a bias before a
    /// batch
    /// normalisation, which is 0 in real arithmetic.
    /// </summary>
    public void LeaveOutUndetermined(string tensor, Span<float> got, ReadOnlySpan<float> want)
    {
        if (!Description.TryGetProperty("undetermined", out JsonElement entries))
        {
            return;
        }

        foreach (JsonElement entry in entries.EnumerateArray().Where(entry => entry.GetProperty("name").GetString() == tensor))
        {
            int start = entry.GetProperty("start").GetInt32(), stop = entry.GetProperty("stop").GetInt32();
            want[start..stop].CopyTo(got[start..stop]);
        }
    }

    /// <summary>max|got - want| &lt;= tolerance * max|want|, the references' rule for a tensor; the message names the worst element.</summary>
    public static void AssertClose(string what, ReadOnlySpan<float> got, ReadOnlySpan<float> want, double tolerance)
    {
        Assert.Equal(want.Length, got.Length);
        double largest = 0, worst = -1;
        int place = 0;
        for (int i = 0; i < want.Length; i++)
        {
            largest = Math.Max(largest, Math.Abs((double)want[i]));
            double off = float.IsNaN(got[i]) ? double.PositiveInfinity : Math.Abs((double)got[i] - want[i]);
            if (off > worst)
            {
                worst = off;
                place = i;
            }
        }

        Assert.True(
            worst <= tolerance * largest,
            string.Create(
                CultureInfo.InvariantCulture,
                $"{what}: element {place} is {got[place]:G9}, recorded {want[place]:G9}; "
                    + $"off by {worst / largest:E2} of the largest, allowed {tolerance:E0}."));
    }

    /// <summary>norm(got - want) &lt;= tolerance * norm(want - start): the rule for how far training moved a tensor.</summary>
    public static void AssertSameChange(string what, ReadOnlySpan<float> got, ReadOnlySpan<float> want, ReadOnlySpan<float> start, double tolerance)
    {
        double off = 0, moved = 0;
        for (int i = 0; i < want.Length; i++)
        {
            off += Math.Pow((double)got[i] - want[i], 2);
            moved += Math.Pow((double)want[i] - start[i], 2);
        }

        double relative = Math.Sqrt(off / moved);
        Assert.True(relative <= tolerance, FormattableString.Invariant($"{what}: the change is off by {relative:E2}, allowed {tolerance:E0}."));
    }
}

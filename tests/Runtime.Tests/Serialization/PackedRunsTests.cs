namespace NetCompiler.Runtime.Tests.Serialization;

/// <summary>Runs of a packed parameter against the place of each element by itself.</summary>
public sealed class PackedRunsTests
{
    public static TheoryData<int[], int, int> Layouts => new()
    {
        { [], -1, 1 },
        { [1], -1, 1 },
        { [7], 0, 3 },
        { [5, 9], 1, 4 },
        { [9, 5], 0, 4 },
        { [3, 16], 1, 16 },
        { [2, 3, 5], -1, 1 },
        { [2, 7, 3], 1, 2 },
        { [3, 2, 4, 17], 3, 8 },
    };

    [Theory]
    [MemberData(nameof(Layouts))]
    public void Reach_each_element_at_its_place(int[] shape, int panelDimension, int panelWidth)
    {
        PackedLayout layout = Layout(shape, panelDimension, panelWidth);
        int count = shape.Aggregate(1, (product, size) => product * size);
        float[] elements = [.. Enumerable.Range(1, count).Select(i => (float)i)], packed = new float[layout.Floats], back = new float[count];
        layout.Pack(elements, shape, packed);
        int[] index = new int[shape.Length];
        for (int i = 0; i < count; i++)
        {
            for (int d = shape.Length - 1, rest = i; d >= 0; rest /= shape[d], d--)
            {
                index[d] = rest % shape[d];
            }

            Assert.Equal(elements[i], packed[layout.Place(index)]);
        }

        layout.Unpack(packed, shape, back);
        Assert.Equal(elements, back);
        Assert.Equal(layout.Floats - count, layout.Padding(shape).Length);
        Assert.All(layout.Padding(shape), place => Assert.Equal(0, packed[place]));
    }

    /// <summary>The panels outermost, then the axes in their order, the place in the panel last.</summary>
    private static PackedLayout Layout(int[] shape, int panelDimension, int panelWidth)
    {
        int[] strides = new int[shape.Length];
        int floats = panelWidth;
        for (int d = shape.Length - 1; d >= 0; d--)
        {
            strides[d] = d == panelDimension ? 1 : floats;
            floats *= d == panelDimension ? 1 : shape[d];
        }

        int panels = panelDimension < 0 ? 1 : (shape[panelDimension] + panelWidth - 1) / panelWidth;
        return new(strides, panelDimension, panelWidth, floats, floats * panels);
    }
}

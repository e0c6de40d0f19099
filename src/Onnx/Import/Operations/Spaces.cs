namespace NetCompiler.Onnx.Import.Operations;

/// <summary>Images of other sizes.</summary>
internal static class Spaces
{
    public static IEnumerable<Operation> All =>
    [
        new("DepthToSpace", 1, call => [DepthToSpace(call)]),
        new("SpaceToDepth", 1, call => [SpaceToDepth(call)]),
        new("Resize", 10, call => [Resizing.Of(call)]),
        new("Upsample", 7, call => [Resizing.Of(call)]),
    ];

    private static Flow DepthToSpace(NodeCall call)
    {
        Flow x = call.Flow(0);
        int block = Block(call), channels = Ordering.Size(x.Shape[1]);
        int[] sizes = Images.SizesOf(x);
        if (sizes.Length != 2 || channels % (block * block) != 0)
        {
            throw new RefusedException($"{channels} channels in blocks of {block}");
        }

        int depth = channels / (block * block);
        bool blocksFirst = call.Text("mode", "DCR") == "DCR";
        long[] shape = [x.Shape[0], depth, sizes[0] * block, sizes[1] * block];
        return Images.Apply(x, shape, image =>
        {
            // [height, width, channels], whose channels are [block, block, depth] or [depth, block, block].
            int[] inner = blocksFirst ? [block, block, depth] : [depth, block, block];
            Term parts = Terms.Reshape(image, [sizes[0], sizes[1], .. inner]);
            int[] order = blocksFirst ? [0, 2, 1, 3, 4] : [0, 3, 1, 4, 2];
            return Terms.Reshape(Terms.Transpose(parts, order), [sizes[0] * block, sizes[1] * block, depth]);
        });
    }

    private static Flow SpaceToDepth(NodeCall call)
    {
        Flow x = call.Flow(0);
        int block = Block(call), channels = Ordering.Size(x.Shape[1]);
        int[] sizes = Images.SizesOf(x);
        if (sizes.Length != 2 || sizes[0] % block != 0 || sizes[1] % block != 0)
        {
            throw new RefusedException($"an image of {Listing.FirstOf(sizes)} in blocks of {block}");
        }

        int[] small = [sizes[0] / block, sizes[1] / block];
        return Images.Apply(x, [x.Shape[0], channels * block * block, small[0], small[1]], image =>
        {
            Term parts = Terms.Reshape(image, [small[0], block, small[1], block, channels]);
            return Terms.Reshape(Terms.Transpose(parts, [0, 2, 1, 3, 4]), [small[0], small[1], block * block * channels]);
        });
    }

    private static int Block(NodeCall call) => call.Int("blocksize", 0) is > 0 and < 1 << 12 and var block ? (int)block
        : throw new RefusedException("no size of a block");
}

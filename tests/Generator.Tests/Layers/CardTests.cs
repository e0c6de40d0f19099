using System.Reflection;
using NetCompiler.Generator.Layers;
using NetCompiler.Generator.Model;
using NetCompiler.Generator.Planning;
using NetCompiler.Generator.Support;
using NetCompiler.Generator.Tests.Harness;

namespace NetCompiler.Generator.Tests.Layers;

/// <summary>The cards of layers: none is missing, and none can be left unfinished.</summary>
public sealed class CardTests
{
    /// <summary>What the C# compiler adds to records.</summary>
    private static readonly string[] OfRecords = ["ToString", "GetHashCode", "Equals", "PrintMembers", "get_EqualityContract", "<Clone>$"];

    public static TheoryData<string> Bases => [.. Abstract.Append(typeof(OpSpec)).Select(type => type.Name)];

    [Fact]
    public void Every_layer_attribute_has_one_card()
    {
        IEnumerable<string> attributes = typeof(LayerAttribute).Assembly.GetExportedTypes()
            .Where(type => type.IsSubclassOf(typeof(LayerAttribute)) && !type.IsAbstract && !type.IsGenericType).Select(type => type.FullName!);
        Assert.Equal(attributes.Order(StringComparer.Ordinal), LayerCards.All.Select(card => card.ClassName));
    }

    /// <summary>A member with a default could be forgotten: members are asked for, or said by a base for good.</summary>
    [Theory, MemberData(nameof(Bases))]
    public void No_member_of_a_base_has_a_default(string name)
    {
        Type type = typeof(OpSpec).Assembly.GetTypes().Single(type => type.Name == name && type.Namespace == typeof(OpSpec).Namespace);
        MethodInfo[] declared = type.GetMethods(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly);
        IEnumerable<MethodInfo> open =
            declared.Where(method => method is { IsVirtual: true, IsAbstract: false, IsFinal: false } && !OfRecords.Contains(method.Name));
        Assert.Empty(open.Select(method => method.Name));
    }

    /// <summary>Keras makes a default name of a class's; those of the layers that Keras has are its.</summary>
    [Theory]
    [InlineData("Conv2D", "conv2d")]
    [InlineData("Conv2DTranspose", "conv2d_transpose")]
    [InlineData("DepthwiseConv2D", "depthwise_conv2d")]
    [InlineData("MaxPool2D", "max_pooling2d")]
    [InlineData("GlobalAveragePool1D", "global_average_pooling1d")]
    [InlineData("UpSampling2D", "up_sampling2d")]
    [InlineData("ZeroPadding1D", "zero_padding1d")]
    [InlineData("SpatialDropout2D", "spatial_dropout2d")]
    [InlineData("BatchNormalization", "batch_normalization")]
    [InlineData("RMSNormalization", "rms_normalization")]
    [InlineData("MultiHeadAttention", "multi_head_attention")]
    [InlineData("PReLU", "p_re_lu")]
    [InlineData("Dense", "dense")]
    public void Default_names_are_those_of_Keras(string attribute, string stem) =>
        Assert.Equal(stem, LayerCards.All.Single(card => card.Attribute == attribute).Stem);

    /// <summary>Between a layer over sequences and a flatten, what keeps each value at its place does not hide the image.</summary>
    [Theory]
    [InlineData("GroupNormalization(Groups = 2)")]
    [InlineData("LayerNormalization")]
    [InlineData("LocalResponseNormalization(3)")]
    [InlineData("Dropout(0.5f)")]
    public void A_dense_layer_behind_a_sequence_knows_its_channels(string between)
    {
        ModelSpec spec = Diagnose.Nothing($"[Input(6, 3)] [Conv1D(4, 3)] [{between}] [Flatten] [Dense(5)]").Spec;
        TorchPlacement kernel = TorchTensors.Of(spec)["dense/kernel"];
        Assert.Equal([5, 16], kernel.Shape);
        Assert.Equal([4, 4, 5], kernel.Sizes);
        Assert.Equal([2, 1, 0], kernel.Order);
    }

    private static IEnumerable<Type> Abstract =>
        typeof(OpSpec).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(OpSpec)) && type.IsAbstract);
}

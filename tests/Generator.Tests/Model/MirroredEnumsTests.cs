using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Layers;

namespace NetCompiler.Generator.Tests.Model;

/// <summary>The model's enums are read from attributes by value, and written into generated code by name.</summary>
public class MirroredEnumsTests
{
    [Fact]
    public void Activations() => Same<Activation, ActivationKind>();

    [Fact]
    public void Initializers() => Same<Initializer, InitializerKind>();

    [Fact]
    public void Losses() => Same<Loss, LossKind>();

    [Fact]
    public void Paddings() => Same<Padding, PaddingKind>();

    private static void Same<TRuntime, TModel>()
        where TRuntime : struct, Enum
        where TModel : struct, Enum =>
        Assert.Equal(
            Enum.GetValues<TRuntime>().Select(v => (v.ToString(), Convert.ToInt32(v))),
            Enum.GetValues<TModel>().Select(v => (v.ToString(), Convert.ToInt32(v))));
}

using NetCompiler.Generator.Tests.Harness;

namespace NetCompiler.Generator.Tests.Emit;

public class SurfaceTests
{
    [Fact]
    public void Trainable_network_in_a_namespace()
    {
        var run = GeneratorRunner.Run(Examples.Digits);
        Assert.Empty(run.Diagnostics);
        Snapshot.Match("Surface_Digits", run.Surface);
    }
}

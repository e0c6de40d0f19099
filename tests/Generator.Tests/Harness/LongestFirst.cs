using Xunit.Abstractions;

[assembly: TestCollectionOrderer("NetCompiler.Generator.Tests.Harness.LongestFirst", "NetCompiler.Generator.Tests")]

namespace NetCompiler.Generator.Tests.Harness;

/// <summary>
/// Begins with the classes that take longest, so that none of them is left for one core at the end. Of two that wait for the same table to be
/// compiled, one
/// comes later.
/// </summary>
public sealed class LongestFirst : ITestCollectionOrderer
{
    private static readonly string[] Long = ["CompiledNetworkTests", "LayerTests", "MeaningTests", "DocumentTests", "BuiltNetworkTests",
        "AgreementTests"];

    public IEnumerable<ITestCollection> OrderTestCollections(IEnumerable<ITestCollection> testCollections) =>
        testCollections.OrderBy(collection => Array.FindIndex(Long, name =>
            collection.DisplayName.EndsWith("." + name, StringComparison.Ordinal)) is >= 0 and var place ? place : Long.Length);
}

using System.Diagnostics.CodeAnalysis;

namespace NetCompiler.Onnx.Import.Operations;

/// <summary>All operations that are imported.</summary>
internal static class OperationTable
{
    private static readonly Dictionary<string, Operation> Operations = new[]
    {
        Elementwise.All, Arithmetic.All, Logic.All, Reductions.All, ShapeOperations.All, Indexing.All, Products.All, Convolutions.All, Pools.All,
        Normalizations.All, Selections.All, Losses.All, Spaces.All, Recurrent.All, Contractions.All, Sequences.All,
    }.SelectMany(operations => operations).ToDictionary(operation => operation.Name, StringComparer.Ordinal);

    /// <summary>By their names.</summary>
    public static IEnumerable<Operation> All => Operations.Values.OrderBy(operation => operation.Name, StringComparer.Ordinal);

    public static bool Find(string name, [NotNullWhen(true)] out Operation? operation) => Operations.TryGetValue(name, out operation);
}

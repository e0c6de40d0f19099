namespace NetCompiler.Runtime.Tests.Text;

/// <summary>A network written by hand of nothing but an embedding's table, [rows, 3], in panels of 16 columns as compiled ones have it.</summary>
internal sealed class TableNetwork(int rows) : CompiledNetwork(
    new NetworkDescription
    {
        Name = nameof(TableNetwork),
        InputShape = [1],
        OutputShape = [1],
        Layers = [new LayerDescription("embedding", "Embedding", [1], 16 * rows, 0)],
        Parameters =
        [
            new ParameterDescription("embedding/embeddings", [rows, Columns], 0, new PackedLayout([16, 1], 1, 16, 16 * rows, 16 * rows),
                Initializer.RandomUniform, rows, Columns),
        ],
        ParameterFloats = 16 * rows,
        InferenceDerivedFloats = 0,
        InferenceWorkspaceFloats = 0,
        InferenceMicroBatch = 8,
    },
    seed: 1)
{
    public const int Columns = 3;

    public Parameter Table => Parameters[0];

    protected override void DeriveInference(ref float parameters, ref float derived)
    {
    }

    protected override void InferMicroBatch(ref float inputs, ref float outputs, int count, ref float parameters, ref float derived,
        ref float workspace)
    {
    }
}

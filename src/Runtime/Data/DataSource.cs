namespace NetCompiler;

/// <summary>
/// Samples that are read while they are needed: sources that stay in their files, and stages that shuffle, change or read ahead those of another
/// source. Stages are pure
/// functions of the pass as sources are, so training that was stopped within an epoch goes on with the same samples.
/// </summary>
public static partial class DataSource
{
}

namespace NetCompiler;

/// <summary>What networks can do with pictures.</summary>
public static class PictureExtensions
{
    /// <summary>
    /// Writes all parameters, how pictures become inputs and the names of the classes into one file: <c>Load</c> takes the weights from it,
    /// <see cref="PicturePlan.Load"/> the rest.
    /// </summary>
    /// <param name="network">Whose weights.</param>
    /// <param name="path">The file to write or replace, safetensors.</param>
    /// <param name="plan">Knows the classes.</param>
    /// <exception cref="ArgumentException">The network has another input or output than the plan, or the path ends in <c>.npz</c>.</exception>
    /// <exception cref="InvalidOperationException">The plan knows no classes, or the network is being trained; no file is written then.</exception>
    public static void Save(this CompiledNetwork network, string path, PicturePlan plan)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(plan);
        plan.Fitting(network, nameof(plan));
        network.Save(path, plan.ToMetadata());
    }
}

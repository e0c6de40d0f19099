namespace NetCompiler;

/// <summary>
/// What is done with the gradient of each sample by itself. Samples of one part of a batch come one after the other, parts at once on several
/// threads.
/// </summary>
internal abstract class ExampleGradients
{
    /// <summary>Takes a sample's gradient, which may be changed.</summary>
    /// <param name="sample">The sample's place in the batch.</param>
    /// <param name="gradient">In the parameters' layout, with padding of 0.</param>
    /// <param name="total">The sum of the part's gradients.</param>
    public abstract void Take(int sample, Span<float> gradient, Span<float> total);
}

/// <summary>Scales each gradient down to a norm and adds it.</summary>
/// <param name="norm">The largest norm.</param>
internal sealed class ClippedGradients(float norm) : ExampleGradients
{
    /// <inheritdoc/>
    public override void Take(int sample, Span<float> gradient, Span<float> total)
    {
        GradientClipping.ScaleDown(gradient, norm);
        FloatSums.Add(total, gradient);
    }
}

/// <summary>Writes each gradient to the caller's memory, parameter by parameter and row-major.</summary>
/// <param name="parameters">The trainable ones.</param>
/// <param name="floats">A sample's gradient.</param>
internal sealed unsafe class CopiedGradients(ParameterDescription[] parameters, int floats) : ExampleGradients
{
    /// <summary>Room for all samples.</summary>
    public float* Destination { get; set; }

    /// <inheritdoc/>
    public override void Take(int sample, Span<float> gradient, Span<float> total)
    {
        var destination = new Span<float>(Destination + ((nint)sample * floats), floats);
        foreach (ParameterDescription parameter in parameters)
        {
            int count = Shapes.Floats(parameter.Shape);
            parameter.Layout.Unpack(gradient.Slice(parameter.Offset, parameter.Layout.Floats), parameter.Shape, destination[..count]);
            destination = destination[count..];
        }
    }
}

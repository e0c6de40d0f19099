namespace NetCompiler;

public abstract partial class TensorFunctions
{
    /// <summary>max(x, 0).</summary>
    protected static Tensor Relu(Tensor x) => throw Tensor.NeverRuns();

    /// <summary>min(max(x, 0), 6).</summary>
    protected static Tensor Relu6(Tensor x) => throw Tensor.NeverRuns();

    /// <summary>Selu with Klambauer's constants.</summary>
    protected static Tensor Selu(Tensor x) => throw Tensor.NeverRuns();

    /// <summary>x times the normal distribution's cumulative function.</summary>
    protected static Tensor Gelu(Tensor x) => throw Tensor.NeverRuns();

    /// <summary>Gelu by its approximation with tanh.</summary>
    protected static Tensor GeluTanh(Tensor x) => throw Tensor.NeverRuns();

    /// <summary>x sigmoid(x).</summary>
    protected static Tensor Silu(Tensor x) => throw Tensor.NeverRuns();

    /// <summary>x tanh(softplus(x)).</summary>
    protected static Tensor Mish(Tensor x) => throw Tensor.NeverRuns();

    /// <summary>log(1 + exp(x)).</summary>
    protected static Tensor Softplus(Tensor x) => throw Tensor.NeverRuns();

    /// <summary>x / (1 + |x|).</summary>
    protected static Tensor Softsign(Tensor x) => throw Tensor.NeverRuns();

    /// <summary>The hyperbolic tangent.</summary>
    protected static Tensor Tanh(Tensor x) => throw Tensor.NeverRuns();

    /// <summary>1 / (1 + exp(-x)).</summary>
    protected static Tensor Sigmoid(Tensor x) => throw Tensor.NeverRuns();

    /// <summary>min(max(x + 3, 0), 6) / 6.</summary>
    protected static Tensor HardSigmoid(Tensor x) => throw Tensor.NeverRuns();

    /// <summary>x HardSigmoid(x).</summary>
    protected static Tensor HardSilu(Tensor x) => throw Tensor.NeverRuns();

    /// <summary>log(sigmoid(x)).</summary>
    protected static Tensor LogSigmoid(Tensor x) => throw Tensor.NeverRuns();

    /// <summary>x above 0, else alpha x.</summary>
    protected static Tensor LeakyRelu(Tensor x, float alpha = 0.2f) => throw Tensor.NeverRuns();

    /// <summary>x above 0, else alpha (exp(x) - 1).</summary>
    protected static Tensor Elu(Tensor x, float alpha = 1f) => throw Tensor.NeverRuns();

    /// <summary>x above 0, else alpha (exp(x / alpha) - 1).</summary>
    protected static Tensor Celu(Tensor x, float alpha = 1f) => throw Tensor.NeverRuns();

    /// <summary>exp(x) over its sum along an axis.</summary>
    protected static Tensor Softmax(Tensor x, int axis = -1) => throw Tensor.NeverRuns();

    /// <summary>The logarithm of the softmax along an axis.</summary>
    protected static Tensor LogSoftmax(Tensor x, int axis = -1) => throw Tensor.NeverRuns();

    /// <summary>exp(x), element by element.</summary>
    protected static Tensor Exp(Tensor x) => throw Tensor.NeverRuns();

    /// <summary>The natural logarithm, element by element.</summary>
    protected static Tensor Log(Tensor x) => throw Tensor.NeverRuns();

    /// <summary>log(1 + x), exact near 0, element by element.</summary>
    protected static Tensor Log1p(Tensor x) => throw Tensor.NeverRuns();

    /// <summary>exp(x) - 1, exact near 0, element by element.</summary>
    protected static Tensor Expm1(Tensor x) => throw Tensor.NeverRuns();

    /// <summary>The square root, element by element.</summary>
    protected static Tensor Sqrt(Tensor x) => throw Tensor.NeverRuns();

    /// <summary>The absolute value; its derivative at 0 is 0, element by element.</summary>
    protected static Tensor Abs(Tensor x) => throw Tensor.NeverRuns();

    /// <summary>x x, element by element.</summary>
    protected static Tensor Square(Tensor x) => throw Tensor.NeverRuns();

    /// <summary>The error function, element by element.</summary>
    protected static Tensor Erf(Tensor x) => throw Tensor.NeverRuns();

    /// <summary>1 / x, element by element.</summary>
    protected static Tensor Reciprocal(Tensor x) => throw Tensor.NeverRuns();

    /// <summary>The larger of the elements at the same places, broadcast.</summary>
    protected static Tensor Maximum(Tensor left, Tensor right) => throw Tensor.NeverRuns();

    /// <summary>The smaller of the elements at the same places, broadcast.</summary>
    protected static Tensor Minimum(Tensor left, Tensor right) => throw Tensor.NeverRuns();

    /// <summary>1 where the elements at the same places are equal, else 0; no gradient flows.</summary>
    protected static Tensor Equal(Tensor left, Tensor right) => throw Tensor.NeverRuns();

    /// <summary>
    /// The elements of <paramref name="then"/> where the condition is not 0, else those of <paramref name="otherwise"/>; broadcast.
    /// </summary>
    protected static Tensor Where(Tensor condition, Tensor then, Tensor otherwise) => throw Tensor.NeverRuns();

    /// <summary>The sine, element by element.</summary>
    protected static Tensor Sin(Tensor x) => throw Tensor.NeverRuns();

    /// <summary>The cosine, element by element.</summary>
    protected static Tensor Cos(Tensor x) => throw Tensor.NeverRuns();

    /// <summary>The whole number at or below, element by element; no gradient flows.</summary>
    protected static Tensor Floor(Tensor x) => throw Tensor.NeverRuns();

    /// <summary>The whole number at or above, element by element; no gradient flows.</summary>
    protected static Tensor Ceil(Tensor x) => throw Tensor.NeverRuns();

    /// <summary>The nearest whole number, of two the even one, element by element; no gradient flows.</summary>
    protected static Tensor Round(Tensor x) => throw Tensor.NeverRuns();

    /// <summary>Without what is behind the point, element by element; no gradient flows.</summary>
    protected static Tensor Trunc(Tensor x) => throw Tensor.NeverRuns();

    /// <summary>1, 0 or -1, element by element; no gradient flows.</summary>
    protected static Tensor Sign(Tensor x) => throw Tensor.NeverRuns();

    /// <summary>
    /// What <paramref name="left"/> is beyond the multiple of <paramref name="right"/> below it: of the sign of the latter; broadcast.
    /// </summary>
    protected static Tensor Mod(Tensor left, Tensor right) => throw Tensor.NeverRuns();

    /// <summary>The rest of a division that is cut off: of the sign of <paramref name="left"/>, as C#'s %; broadcast.</summary>
    protected static Tensor Fmod(Tensor left, Tensor right) => throw Tensor.NeverRuns();

    /// <summary>x to a power, broadcast; NaN for negative x where the exponent is not whole.</summary>
    protected static Tensor Pow(Tensor x, Tensor exponent) => throw Tensor.NeverRuns();

    /// <summary>min(max(x, low), high), broadcast.</summary>
    protected static Tensor Clip(Tensor x, Tensor low, Tensor high) => throw Tensor.NeverRuns();

    /// <summary>1 where both elements are not 0, else 0; broadcast; no gradient flows.</summary>
    protected static Tensor And(Tensor left, Tensor right) => throw Tensor.NeverRuns();

    /// <summary>1 where an element is not 0, else 0; broadcast; no gradient flows.</summary>
    protected static Tensor Or(Tensor left, Tensor right) => throw Tensor.NeverRuns();

    /// <summary>1 where one element is 0 and the other is not, else 0; broadcast; no gradient flows.</summary>
    protected static Tensor Xor(Tensor left, Tensor right) => throw Tensor.NeverRuns();

    /// <summary>1 where the element is 0, else 0; no gradient flows.</summary>
    protected static Tensor Not(Tensor x) => throw Tensor.NeverRuns();
}

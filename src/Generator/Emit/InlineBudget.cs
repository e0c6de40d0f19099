using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Emit.Steps;
using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Loops;

namespace NetCompiler.Generator.Emit;

/// <summary>
/// The just-in-time compiler puts called methods into a kernel until it has some five hundred locals, and none from then on, not even the smallest. A
/// kernel with many elementary functions therefore has the last of them as real calls, so that everything else is still put in.
/// </summary>
internal sealed class InlineBudget
{
    private const int MostLocals = 470;

    private int _locals;

    /// <param name="body">The kernel's statements, with steps.</param>
    public InlineBudget(IEnumerable<Stmt> body) => KernelParts.Visit(body, node => _locals += LocalsOf(node));

    /// <summary>Whether the function is to be a call; it is asked once for each, in their order.</summary>
    public bool IsCall(UnaryKind function)
    {
        int locals = LocalsOf(function);
        if (_locals + locals > MostLocals)
        {
            return true;
        }

        _locals += locals;
        return false;
    }

    private static int LocalsOf(object node) => node switch
    {
        StepCall call => 4 + call.Step.Body.Sum(s => s is StepCall ? LocalsOf(s) : 0),
        LetVector or LetScalar or LetPointer or LetIndex or For or StoreVector => 1,
        VectorUnary or VectorBinary or VectorMultiplyAdd or VectorSelect => 1,
        _ => 0,
    };

    /// <summary>As measured.</summary>
    private static int LocalsOf(UnaryKind function) => function switch
    {
        UnaryKind.Erf => 28,
        UnaryKind.Softplus or UnaryKind.Log1p or UnaryKind.Sin or UnaryKind.Cos => 50,
        UnaryKind.Log => 36,
        _ => 21,
    };
}

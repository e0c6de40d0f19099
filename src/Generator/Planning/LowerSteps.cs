using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Loops;
using NetCompiler.Generator.Lowering;
using NetCompiler.Generator.Lowering.Contractions;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Planning;

/// <summary>
/// The nests of a plan as kernels: as a contraction where the scheduler takes it, else as a plain nest. Equal nests are lowered once: the programs of
/// a model have most of them in common, and so have equal layers.
/// </summary>
/// <param name="eight">The processor of eight lanes.</param>
internal sealed class LowerSteps(Processor eight)
{
    private readonly Dictionary<FlatNest, (Kernel Kernel, Kernel? Wide)> _known = [];
    private readonly Dictionary<FlatNest, (Kernel Kernel, Kernel? Wide)> _same = new(SameObject<FlatNest>.Instance);

    public NetworkProgram Run(NetworkProgram program) => program with { Steps = new(program.Steps.Select(Run)) };

    private Step Run(Step step) => step switch
    {
        NestStep nest => Run(nest),
        LoopStep loop => loop with { Body = new(loop.Body.Select(Run)) },
        _ => step,
    };

    private KernelStep Run(NestStep step)
    {
        if (!_same.TryGetValue(step.Nest, out (Kernel Kernel, Kernel? Wide) same))
        {
            if (!_known.TryGetValue(step.Nest, out same))
            {
                _known[step.Nest] = same = Lower(VerifyFlatNest.Run(step.Nest with { Name = Identifier(step.Name) }));
            }

            _same[step.Nest] = same;
        }

        return new(same.Kernel, same.Wide, step.Buffers) { IsOnce = step.IsOnce, EndsForward = step.EndsForward };
    }

    private (Kernel Kernel, Kernel? Wide) Lower(FlatNest nest) => LowerContraction.Run(nest, eight) is { } kernel
        ? (kernel, LowerContraction.Run(nest, Processor.Sixteen))
        : (LowerNest.Run(nest), null);

    /// <summary>A name of the graph as a C# name: <c>d.conv2d_1.conv</c> becomes <c>D_Conv2d_1_Conv</c>.</summary>
    private static string Identifier(string name)
    {
        IEnumerable<string> parts = name.Split('.', '/').Where(p => p.Length > 0).Select(p => char.ToUpperInvariant(p[0]) + p.Substring(1));
        return new(string.Join("_", parts).Select(c => char.IsLetterOrDigit(c) ? c : '_').ToArray());
    }
}

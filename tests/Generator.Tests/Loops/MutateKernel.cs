using NetCompiler.Generator.Loops;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Tests.Loops;

/// <summary>What a number of a kernel is for.</summary>
internal enum KernelNumber
{
    Offset,
    Stride,
    Bound,
    Step,
    Guard,
    TileShift,
    Panel,
    Move,
    Fill,
    Buffer,
    Lanes,
}

/// <summary>Changes one of a kernel's numbers, which are counted in the order in which they stand.</summary>
internal sealed class MutateKernel
{
    private readonly List<KernelNumber> _kinds = [];
    private readonly int _chosen;
    private readonly Func<long, long> _change;

    private MutateKernel(int chosen, Func<long, long> change) => (_chosen, _change) = (chosen, change);

    /// <summary>What each of the kernel's numbers is for.</summary>
    public static IReadOnlyList<KernelNumber> Numbers(Kernel kernel)
    {
        var all = new MutateKernel(-1, number => number);
        all.Run(kernel);
        return all._kinds;
    }

    /// <summary>The kernel with another number in place of the chosen one.</summary>
    public static Kernel Run(Kernel kernel, int chosen, Func<long, long> change) => new MutateKernel(chosen, change).Run(kernel);

    private Kernel Run(Kernel kernel) => kernel with
    {
        Buffers = new(kernel.Buffers.Select(b => new BufferSpec(
            b.Name, Number(KernelNumber.Buffer, b.Fixed), Number(KernelNumber.Buffer, b.PerSample)))),
        Lanes = (int)Number(KernelNumber.Lanes, kernel.Lanes),
        Body = Run(kernel.Body),
    };

    private long Number(KernelNumber kind, long number)
    {
        _kinds.Add(kind);
        return _kinds.Count - 1 == _chosen ? _change(number) : number;
    }

    private EquatableArray<Stmt> Run(EquatableArray<Stmt> body) => new(body.Select(Run));

    private Stmt Run(Stmt statement) => statement switch
    {
        For loop => new For(
            loop.Variable, Form(KernelNumber.Bound, loop.From), Form(KernelNumber.Bound, loop.To), Number(KernelNumber.Step, loop.Step),
            Run(loop.Body)),
        IfLess branch => new IfLess(Form(KernelNumber.Guard, branch.Left), Form(KernelNumber.Guard, branch.Right), Run(branch.Body)),
        LetIndex let => new LetIndex(
            let.Name, Form(KernelNumber.TileShift, let.Value), let.Min is null ? null : Form(KernelNumber.TileShift, let.Min)),
        LetPointer let => let with { Place = let.Place with { Offset = Form(KernelNumber.Panel, let.Place.Offset) } },
        MovePointer move => move with { Floats = Number(KernelNumber.Move, move.Floats) },
        LetVector let => let with { Value = Run(let.Value) },
        SetVector set => set with { Value = Run(set.Value) },
        StoreVector store => new StoreVector(At(store.Place), Run(store.Value)),
        LetScalar let => let with { Value = Run(let.Value) },
        SetScalar set => set with { Value = Run(set.Value) },
        StoreScalar store => new StoreScalar(At(store.Place), Run(store.Value)),
        Fill fill => fill with { Place = At(fill.Place), Floats = Form(KernelNumber.Fill, fill.Floats) },
        _ => statement,
    };

    private Vec Run(Vec value) => value switch
    {
        VectorLoad load => new VectorLoad(At(load.Place)),
        VectorBroadcast load => new VectorBroadcast(At(load.Place)),
        VectorUnary unary => unary with { Operand = Run(unary.Operand) },
        VectorBinary binary => binary with { Left = Run(binary.Left), Right = Run(binary.Right) },
        VectorMultiplyAdd fused => new VectorMultiplyAdd(Run(fused.A), Run(fused.B), Run(fused.C)),
        VectorSelect select => new VectorSelect(select.Kind, Run(select.Left), Run(select.Right), Run(select.Then), Run(select.Else)),
        _ => value,
    };

    private Scalar Run(Scalar value) => value switch
    {
        ScalarLoad load => new ScalarLoad(At(load.Place)),
        ScalarUnary unary => unary with { Operand = Run(unary.Operand) },
        ScalarBinary binary => binary with { Left = Run(binary.Left), Right = Run(binary.Right) },
        ScalarMultiplyAdd fused => new ScalarMultiplyAdd(Run(fused.A), Run(fused.B), Run(fused.C)),
        ScalarSelect select => new ScalarSelect(select.Kind, Run(select.Left), Run(select.Right), Run(select.Then), Run(select.Else)),
        _ => value,
    };

    private Place At(Place place) => place with { Offset = Form(KernelNumber.Stride, KernelNumber.Offset, place.Offset) };

    private Offset Form(KernelNumber kind, Offset offset) => Form(kind, kind, offset);

    private Offset Form(KernelNumber coefficients, KernelNumber constant, Offset offset) => new(
        new(offset.Terms.Select(t => t with { Coefficient = Number(coefficients, t.Coefficient) })), Number(constant, offset.Constant));
}

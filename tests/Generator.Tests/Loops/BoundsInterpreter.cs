using NetCompiler.Generator.Loops;

namespace NetCompiler.Generator.Tests.Loops;

/// <summary>Runs a kernel without its arithmetic: tells exactly whether it leaves a buffer.</summary>
internal sealed class BoundsInterpreter : PlaceInterpreter
{
    private readonly Action<object> _touch;
    private int _left;

    private BoundsInterpreter(Kernel kernel, int count, int statements)
        : base(kernel, kernel.Memory.Select(b => b.Fixed + (b.PerSample * count)), count) => (_touch, _left) = (Touch, statements);

    /// <summary>Whether a run with so many samples leaves a buffer; null when it takes more than so many statements to tell.</summary>
    public static bool? Leaves(Kernel kernel, int count, int statements)
    {
        try
        {
            new BoundsInterpreter(kernel, count, statements).Run(kernel.Body);
            return false;
        }
        catch (OutOfBufferException)
        {
            return true;
        }
        catch (TimeoutException)
        {
            return null;
        }
    }

    protected override void Compute(Stmt statement)
    {
        if (--_left < 0)
        {
            throw new TimeoutException();
        }

        KernelParts.Visit(statement, _touch);
    }

    private void Touch(object part)
    {
        switch (part)
        {
            case VectorLoad load:
                Find(load.Place, Lanes);
                break;
            case VectorBroadcast load:
                Find(load.Place, 1);
                break;
            case ScalarLoad load:
                Find(load.Place, 1);
                break;
            case StoreVector store:
                Find(store.Place, Lanes);
                break;
            case StoreScalar store:
                Find(store.Place, 1);
                break;
            case Fill fill:
                Find(fill.Place, Value(fill.Floats));
                break;
        }
    }
}

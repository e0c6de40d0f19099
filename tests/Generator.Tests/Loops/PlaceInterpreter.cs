using NetCompiler.Generator.Loops;

namespace NetCompiler.Generator.Tests.Loops;

/// <summary>
/// Runs what a kernel does with integers and pointers, statement by statement. A place outside of its buffer is an exception, and so is a reference
/// that is bound outside of it; a moved one may end up beyond.
/// </summary>
internal abstract class PlaceInterpreter
{
    private readonly Dictionary<string, (int Buffer, long Offset)> _pointers = [];
    private readonly Dictionary<string, long> _indices = [];
    private readonly long[] _lengths;

    /// <param name="lengths">The floats of each part of the kernel's memory.</param>
    protected PlaceInterpreter(Kernel kernel, IEnumerable<long> lengths, int count)
    {
        (_lengths, Lanes) = ([.. lengths], kernel.Lanes);
        for (int buffer = 0; buffer < _lengths.Length; buffer++)
        {
            _pointers.Add(kernel.Memory[buffer].Name, (buffer, 0));
        }

        if (kernel.HasCount)
        {
            _indices.Add(Kernel.Count, count);
        }
    }

    protected int Lanes { get; }

    protected void Run(IEnumerable<Stmt> body)
    {
        foreach (Stmt statement in body)
        {
            Run(statement);
        }
    }

    /// <summary>A statement that computes, stores or fills.</summary>
    protected abstract void Compute(Stmt statement);

    protected long Value(Offset offset)
    {
        long value = offset.Constant;
        foreach (OffsetTerm term in offset.Terms)
        {
            value += term.Coefficient * _indices[term.Variable];
        }

        return value;
    }

    /// <summary>Where so many floats begin.</summary>
    /// <exception cref="OutOfBufferException">One of them is no float of the buffer.</exception>
    protected (int Buffer, int Offset) Find(Place place, long floats)
    {
        (int buffer, long start) = _pointers[place.Pointer];
        long offset = start + Value(place.Offset);
        return offset >= 0 && floats >= 0 && offset + floats <= _lengths[buffer]
            ? (buffer, (int)offset)
            : throw new OutOfBufferException($"{PrintKernel.Text(place)}: {offset} .. {offset + floats} of {_lengths[buffer]}");
    }

    private void Run(Stmt statement)
    {
        switch (statement)
        {
            case For loop:
                for (long index = Value(loop.From); index < Value(loop.To); index += loop.Step)
                {
                    _indices[loop.Variable] = index;
                    Run(loop.Body);
                }

                break;
            case IfLess branch when Value(branch.Left) < Value(branch.Right):
                Run(branch.Body);
                break;
            case IfLess or Remark:
                break;
            case LetIndex let:
                _indices[let.Name] = let.Min is null ? Value(let.Value) : Math.Min(Value(let.Value), Value(let.Min));
                break;
            case LetPointer let:
                _pointers[let.Name] = Find(let.Place, 0);
                break;
            case MovePointer move:
                _pointers[move.Name] = (_pointers[move.Name].Buffer, _pointers[move.Name].Offset + move.Floats);
                break;
            default:
                Compute(statement);
                break;
        }
    }
}

/// <summary>A kernel touched a float that is none of its buffer's.</summary>
internal sealed class OutOfBufferException(string message) : InvalidOperationException(message);

using System;
using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Loops;

/// <summary>
/// Proves that a kernel touches no float outside of its buffers, for any number of samples from 1 on, and that its names are bound once and before
/// they are used. Offsets are sums over loops' turns; what bounds these are the loops and the conditions around. What is not proven is refused.
/// </summary>
internal sealed class VerifyKernel
{
    private const int SamplesVariable = 0;

    private readonly Kernel _kernel;
    private readonly IReadOnlyList<BufferSpec> _memory;
    private readonly KernelScope _scope = new();
    private readonly Action<object> _checkPart;
    private Facts _facts = Facts.None;
    private Dictionary<(string Pointer, EquatableArray<OffsetTerm> Terms), Reach> _reaches = [];
    private int _line = -1;

    private VerifyKernel(Kernel kernel) => (_kernel, _memory, _checkPart) = (kernel, kernel.Memory, CheckPart);

    /// <summary>The kernel.</summary>
    /// <exception cref="InvalidOperationException">A rule is not proven to be kept: names the kernel, and prints what stands around.</exception>
    public static Kernel Run(Kernel kernel)
    {
        var verifier = new VerifyKernel(kernel);
        try
        {
            verifier.CheckHead();
            verifier.Check(kernel.Body);
            return kernel;
        }
        catch (Exception exception) when (exception is InvalidOperationException or OverflowException)
        {
            string around = PrintKernel.Around(kernel, verifier._line);
            throw new InvalidOperationException($"Kernel '{kernel.Name}': {exception.Message.TrimEnd('.')}.\n{around}", exception);
        }
    }

    private static InvalidOperationException Fault(string message) => new(message);

    private void CheckHead()
    {
        if (Processor.All.All(processor => processor.Lanes != _kernel.Lanes))
        {
            throw Fault("no processor has vectors of so many lanes");
        }

        if (_kernel.HasCount)
        {
            _facts = _facts.Bind().Add(LinearForm.Of(SamplesVariable).Plus(-1));
            _scope.Bind(Kernel.Count, new BoundIndex(LinearForm.Of(SamplesVariable)));
        }

        for (int buffer = 0; buffer < _memory.Count; buffer++)
        {
            (string name, long floats, long perSample) = (_memory[buffer].Name, _memory[buffer].Fixed, _memory[buffer].PerSample);
            if (perSample < 0 || floats + perSample < 0 || (perSample > 0 && !_kernel.HasCount))
            {
                throw Fault("the length of '" + name + "' is negative, or grows with samples whose number the kernel does not know");
            }

            _scope.Bind(name, new BoundPointer(buffer, LinearForm.Number(0)));
        }
    }

    private void Check(EquatableArray<Stmt> body)
    {
        foreach (Stmt statement in body)
        {
            _line++;
            Check(statement);
        }
    }

    private void Check(Stmt statement)
    {
        switch (statement)
        {
            case For loop:
                CheckLoop(loop);
                break;
            case IfLess branch:
                PointerMoves.RefuseIn(branch);
                Inside(_facts.AddLess(Form(branch.Left), Form(branch.Right)), branch.Body);
                break;
            case LetIndex let:
                _scope.Bind(let.Name, new BoundIndex(ValueOf(let)));
                break;
            case LetPointer let:
                _scope.Bind(let.Name, Target(let.Place));
                break;
            case MovePointer move:
                _scope.Move(move.Name, _scope.Pointer(move.Name).Move(move.Floats));
                break;
            case LetVector let:
                KernelParts.Visit(let.Value, _checkPart);
                _scope.Bind(let.Name, BoundVector.Instance);
                break;
            case LetScalar let:
                KernelParts.Visit(let.Value, _checkPart);
                _scope.Bind(let.Name, BoundScalar.Instance);
                break;
            default:
                KernelParts.Visit(statement, _checkPart);
                break;
        }
    }

    /// <summary>A variable is its start and so many steps; a pointer that is moved, its place before the loop and so many moves.</summary>
    private void CheckLoop(For loop)
    {
        if (loop.Step <= 0)
        {
            throw Fault("a loop's step is positive");
        }

        if (loop.ByVectors && loop.Step != _kernel.Lanes)
        {
            throw Fault("a loop that goes by vectors takes as many floats as they have lanes");
        }

        (LinearForm from, LinearForm to) = (Form(loop.From), Form(loop.To));
        var turn = LinearForm.Of(_facts.Variables);
        LinearForm index = from.Plus(turn, loop.Step);
        var moved = PointerMoves.Of(loop.Body).Select(m => (Name: m.Key, Floats: m.Value, Before: _scope.Pointer(m.Key))).ToList();
        foreach ((string name, long floats, BoundPointer before) in moved)
        {
            _scope.Move(name, new(before.Buffer, before.Place.Plus(turn, floats)));
        }

        Inside(_facts.Bind().Add(turn).AddLess(index, to), loop.Body, () => _scope.Bind(loop.Variable, new BoundIndex(index)));
        foreach ((string name, long floats, BoundPointer before) in moved)
        {
            if (PointerMoves.Turns(loop) is { } turns)
            {
                _scope.Move(name, before.Move(floats * turns));
            }
            else
            {
                _scope.Forget(name);
            }
        }
    }

    private void Inside(Facts facts, EquatableArray<Stmt> body, Action? bind = null)
    {
        (Facts outside, Dictionary<(string Pointer, EquatableArray<OffsetTerm> Terms), Reach> reaches) = (_facts, _reaches);
        (_facts, _reaches) = (facts, []);
        _scope.Block(() =>
        {
            bind?.Invoke();
            Check(body);
        });
        (_facts, _reaches) = (outside, reaches);
    }

    private LinearForm ValueOf(LetIndex let)
    {
        if (let.Min is null)
        {
            return Form(let.Value);
        }

        _facts = _facts.BindSmaller(Form(let.Value), Form(let.Min));
        return LinearForm.Of(_facts.Variables - 1);
    }

    private LinearForm Form(Offset offset)
    {
        var form = LinearForm.Number(offset.Constant);
        foreach (OffsetTerm term in offset.Terms)
        {
            form = form.Plus(_scope.Index(term.Variable), term.Coefficient);
        }

        return form;
    }

    /// <summary>Of a statement or value, without its parts; what kernels have most of comes first.</summary>
    private void CheckPart(object part)
    {
        switch (part)
        {
            case VectorName name:
                _scope.Vector(name.Name);
                break;
            case Place or VectorMultiplyAdd:
                break;
            case VectorLoad load:
                CheckFloats(load.Place, _kernel.Lanes);
                break;
            case SetVector set:
                _scope.Vector(set.Name);
                break;
            case VectorBroadcast load:
                CheckFloats(load.Place, 1);
                break;
            case StoreVector store:
                CheckFloats(store.Place, _kernel.Lanes);
                break;
            case VectorSplat splat:
                _scope.Scalar(splat.Name);
                break;
            case VectorIota iota:
                Form(iota.Start);
                break;
            case Fill fill:
                CheckFill(fill);
                break;
            case SetScalar set:
                _scope.Scalar(set.Name);
                break;
            case StoreScalar store:
                CheckFloats(store.Place, 1);
                break;
            case Scalar scalar:
                CheckScalar(scalar);
                break;
        }
    }

    private void CheckScalar(Scalar scalar)
    {
        switch (scalar)
        {
            case ScalarName name:
                _scope.Scalar(name.Name);
                break;
            case ScalarLoad load:
                CheckFloats(load.Place, 1);
                break;
            case ScalarIndex index:
                Form(index.Value);
                break;
            case HorizontalReduce when _kernel.Lanes != Processor.Eight.Lanes:
                throw Fault("the tree joins eight lanes");
            case HorizontalReduce reduce:
                _scope.Vector(reduce.Vector);
                break;
        }
    }

    /// <summary>What a pointer is bound to. It may stand at the end of its buffer, but not further.</summary>
    private BoundPointer Target(Place place)
    {
        CheckFloats(place, 0);
        BoundPointer pointer = _scope.Pointer(place.Pointer);
        return new(pointer.Buffer, pointer.Place.Plus(Form(place.Offset)));
    }

    private void CheckFloats(Place place, int floats)
    {
        BoundPointer pointer = _scope.Pointer(place.Pointer);
        Reach reach = ReachOf(place, pointer);
        long constant = pointer.Place.Constant + place.Offset.Constant;
        CheckEnds(place, pointer.Buffer, reach.Before + constant, reach.Behind - constant - floats);
    }

    private void CheckFill(Fill fill)
    {
        (BoundPointer pointer, LinearForm floats) = (_scope.Pointer(fill.Place.Pointer), Form(fill.Floats));
        if (!(_facts.Least(floats) >= 0))
        {
            throw Fault("it fills a negative number of floats");
        }

        LinearForm place = pointer.Place.Plus(Form(fill.Place.Offset));
        CheckEnds(fill.Place, pointer.Buffer, _facts.Least(place), _facts.Least(Length(pointer.Buffer).Minus(place).Minus(floats)));
    }

    private void CheckEnds(Place place, int buffer, long? before, long? behind)
    {
        if (!(before >= 0 && behind >= 0))
        {
            (string name, string start, string end) = (_memory[buffer].Name, TextOf(before), TextOf(behind));
            throw Fault($"{PrintKernel.Text(place)} is not proven to lie in '{name}', which may have {start} floats before it and {end} behind it");
        }
    }

    private static string TextOf(long? floats) => floats is { } known ? Invariant.Text(known) : "an unknown number of";

    /// <summary>Most places of a block differ in their constants only.</summary>
    private Reach ReachOf(Place place, BoundPointer pointer)
    {
        if (place.Offset.Terms.Count == 0)
        {
            return pointer.Known(_facts) ?? pointer.Keep(_facts, ReachOf(pointer.Buffer, pointer.Place.Plus(-pointer.Place.Constant)));
        }

        if (!_reaches.TryGetValue((place.Pointer, place.Offset.Terms), out Reach reach))
        {
            reach = ReachOf(pointer.Buffer, pointer.Place.Plus(Form(place.Offset)).Plus(-pointer.Place.Constant - place.Offset.Constant));
            _reaches.Add((place.Pointer, place.Offset.Terms), reach);
        }

        return reach;
    }

    private Reach ReachOf(int buffer, LinearForm place) => new(_facts.Least(place), _facts.Least(Length(buffer).Minus(place)));

    private LinearForm Length(int buffer)
    {
        var floats = LinearForm.Number(_memory[buffer].Fixed);
        return _kernel.HasCount ? floats.Plus(LinearForm.Of(SamplesVariable), _memory[buffer].PerSample) : floats;
    }
}

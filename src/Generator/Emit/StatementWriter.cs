using System;
using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Emit.Steps;
using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Loops;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Emit;

/// <summary>Statements of a kernel -> C# statements. Integers are <c>nint</c>, so that an address needs no widening.</summary>
internal sealed class StatementWriter
{
    private const int LongestDeclaration = 122;

    private readonly SourceWriter _writer;
    private readonly StepTable _steps;
    private readonly KernelNames _names;
    private readonly bool _inStep;
    private readonly ValueWriter _values;

    /// <summary>The declaration of vectors that is not written yet.</summary>
    private string _declared = "";

    private StatementWriter(SourceWriter writer, StepTable steps, KernelNames names, InlineBudget? budget)
    {
        (_writer, _steps, _names, _inStep) = (writer, steps, names, budget is null);
        _values = new(Bind, _inStep, kind => budget?.IsCall(kind) == true ? steps.CallOf(kind) : null);
    }

    /// <summary>The statements of a kernel, with steps.</summary>
    public static void Write(SourceWriter writer, Kernel kernel, IReadOnlyList<Stmt> body, StepTable steps)
    {
        var names = new KernelNames([.. kernel.Memory.Select(b => b.Name), .. BoundNames.Of(kernel.Body)]);
        if (kernel.Block is { } block)
        {
            writer.Line("ref float " + CSharpName.OfLocal(block.Name) + " = ref MemoryMarshal.GetReference<float>(stackalloc float["
                + Invariant.Text(block.Fixed) + "]);");
        }

        new StatementWriter(writer, steps, names, new(body)).Write(body);
    }

    /// <summary>The statements of a step.</summary>
    public static void Write(SourceWriter writer, Step step, StepTable steps) => new StatementWriter(writer, steps, new([]), null).Write(step.Body);

    private void Write(IEnumerable<Stmt> body)
    {
        foreach (Stmt statement in body)
        {
            if (statement is not LetVector)
            {
                EndDeclaration();
            }

            Write(statement);
        }

        EndDeclaration();
    }

    /// <summary>Declares a vector, in one line with those before it while there is space.</summary>
    private void Declare(string text)
    {
        if (_declared.Length + text.Length > LongestDeclaration)
        {
            EndDeclaration();
        }

        _declared += (_declared.Length == 0 ? "Floats " : ", ") + text;
    }

    private void EndDeclaration()
    {
        if (_declared.Length > 0)
        {
            _writer.Line(_declared + ";");
            _declared = "";
        }
    }

    private void Write(Stmt statement)
    {
        switch (statement)
        {
            case For loop:
                using (_writer.Block(Head(loop)))
                {
                    Write(loop.Body);
                }

                break;
            case IfLess branch:
                using (_writer.Block("if (" + CSharpText.Integer(branch.Left) + " < " + CSharpText.Integer(branch.Right) + ")"))
                {
                    Write(branch.Body);
                }

                break;
            case LetIndex let:
                _writer.Line("nint " + CSharpName.OfLocal(let.Name) + " = " + Value(let) + ";");
                break;
            case LetPointer let:
                _writer.Line("ref float " + CSharpName.OfLocal(let.Name) + " = ref " + CSharpText.Float(let.Place) + ";");
                break;
            case MovePointer move:
                string pointer = CSharpName.OfLocal(move.Name);
                _writer.Line(pointer + " = ref Unsafe.Add(ref " + pointer + ", " + Invariant.Text(move.Floats) + ");");
                break;
            case LetVector let when _inStep:
                Set("Floats ", let.Name, let.Value);
                break;
            case LetVector let:
                Declare(CSharpName.OfLocal(let.Name) + " = " + _values.First(let.Value));
                break;
            case SetVector set:
                Set("", set.Name, set.Value);
                break;
            case StoreVector store:
                _writer.Line(Store(store));
                break;
            case StepCall call:
                _writer.Line(_steps.Text(call));
                break;
            case LetScalar let:
                Assign("float " + CSharpName.OfLocal(let.Name), _values.Scalar(let.Value));
                break;
            case SetScalar { Value: ScalarBinary { Kind: BinaryKind.Add, Left: ScalarName sum } add } set when sum.Name == set.Name:
                _writer.Line(CSharpName.OfLocal(set.Name) + " += " + _values.Scalar(add.Right) + ";");
                break;
            case SetScalar set:
                Assign(CSharpName.OfLocal(set.Name), _values.Scalar(set.Value));
                break;
            case StoreScalar store:
                Assign(CSharpText.Float(store.Place), _values.Scalar(store.Value));
                break;
            case Fill fill:
                _writer.Line(Filling(fill));
                break;
            case Remark remark:
                _writer.Line("// " + remark.Text.Replace('\n', ' '));
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(statement));
        }
    }

    private static string Head(For loop)
    {
        string variable = CSharpName.OfLocal(loop.Variable);
        string step = loop.ByVectors ? variable + " += V.Lanes" : loop.Step == 1 ? variable + "++" : variable + " += " + Invariant.Text(loop.Step);
        return "for (nint " + variable + " = " + CSharpText.Integer(loop.From) + "; "
            + variable + " < " + CSharpText.Integer(loop.To) + "; " + step + ")";
    }

    private static string Value(LetIndex let)
    {
        string value = CSharpText.Integer(let.Value);
        return let.Min is null ? value : "nint.Min(" + value + ", " + CSharpText.Integer(let.Min) + ")";
    }

    private static string Filling(Fill fill)
    {
        string floats = CSharpText.Integer(fill.Floats);
        string length = fill.Floats.Terms.All(t => t is { Variable: Kernel.Count, By: null }) ? floats : "(int)(" + floats + ")";
        string span = "MemoryMarshal.CreateSpan(ref " + CSharpText.Float(fill.Place) + ", " + length + ")";
        return span + (fill.Value == 0 && !CSharpText.IsNegativeZero(fill.Value) ? ".Clear();" : ".Fill(" + CSharpText.Literal(fill.Value) + ");");
    }

    private void Assign(string target, string value) => _writer.Line(target + " = " + value + ";");

    /// <summary>
    /// In a step values go by reference: as arguments they would be copied into one more local each of the method that the step is put into, and
    /// these are
    /// counted (<see cref="InlineBudget"/>).
    /// </summary>
    private void Set(string type, string name, Vec value)
    {
        switch (_inStep ? value : null)
        {
            case VectorLoad load:
                _writer.Line("V.Load(out " + type + name + ", " + _values.At(load.Place) + ");");
                break;
            case VectorBroadcast load:
                _writer.Line("V.Spread(out " + type + name + ", " + _values.At(load.Place) + ");");
                break;
            case VectorMultiplyAdd { C: VectorName sum } fused when sum.Name == name:
                _writer.Line("V.AddProduct(ref " + name + ", " + Factors(fused) + ");");
                break;
            default:
                Assign(type + CSharpName.OfLocal(name), _values.Vector(value));
                break;
        }
    }

    private string Store(StoreVector store) =>
        store.Value is VectorBinary { Kind: BinaryKind.Add, Left: VectorLoad load } sum && load.Place == store.Place
        ? "V.AddTo(" + _values.Vector(sum.Right) + ", " + _values.At(store.Place) + ");"
        : "V.Store(" + _values.Vector(store.Value) + ", " + _values.At(store.Place) + ");";

    private string Factors(VectorMultiplyAdd fused) => (fused.A, fused.B) switch
    {
        (VectorName a, VectorLoad b) => "in " + a.Name + ", " + _values.At(b.Place),
        (VectorBroadcast a, VectorName b) => _values.At(a.Place) + ", in " + b.Name,
        var (a, b) => Factor(a) + ", " + Factor(b),
    };

    private string Factor(Vec value) => (value is VectorName ? "in " : "") + _values.Vector(value);

    private string Bind(string type, string value)
    {
        string name = _names.New();
        EndDeclaration();
        Assign(type + " " + name, value);
        return name;
    }
}

using System;
using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Loops;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Emit;

/// <summary>Statements of a kernel -> C# statements. Integers are <c>nint</c>, so that an address needs no widening.</summary>
internal sealed class StatementWriter
{
    private readonly SourceWriter _writer;
    private readonly VectorText _vectors;
    private readonly KernelNames _names;
    private readonly ValueWriter _values;

    public StatementWriter(SourceWriter writer, VectorText vectors, KernelNames names)
    {
        (_writer, _vectors, _names) = (writer, vectors, names);
        _values = new(vectors, names, Bind);
    }

    public void Write(IEnumerable<Stmt> body)
    {
        foreach (var statement in body)
        {
            Write(statement);
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
                _writer.Line("nint " + CSharpText.Name(let.Name) + " = " + Value(let) + ";");
                break;
            case LetPointer let:
                _writer.Line("ref float " + CSharpText.Name(let.Name) + " = ref " + CSharpText.Float(let.Place) + ";");
                break;
            case MovePointer move:
                var pointer = CSharpText.Name(move.Name);
                _writer.Line(pointer + " = ref Unsafe.Add(ref " + pointer + ", " + Invariant.Text(move.Floats) + ");");
                break;
            case LetVector let:
                WriteParts(part => _vectors.Type + " " + _names.Part(let.Name, part, _vectors.Parts), let.Value);
                break;
            case SetVector set:
                WriteParts(part => _names.Part(set.Name, part, _vectors.Parts), set.Value);
                break;
            case StoreVector store:
                Store(store);
                break;
            case LetScalar let:
                Assign("float " + CSharpText.Name(let.Name), _values.Scalar(let.Value));
                break;
            case SetScalar set:
                Assign(CSharpText.Name(set.Name), _values.Scalar(set.Value));
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
        var variable = CSharpText.Name(loop.Variable);
        var step = loop.Step == 1 ? variable + "++" : variable + " += " + Invariant.Text(loop.Step);
        return "for (nint " + variable + " = " + CSharpText.Integer(loop.From) + "; "
            + variable + " < " + CSharpText.Integer(loop.To) + "; " + step + ")";
    }

    private static string Value(LetIndex let)
    {
        var value = CSharpText.Integer(let.Value);
        return let.Min is null ? value : "nint.Min(" + value + ", " + CSharpText.Integer(let.Min) + ")";
    }

    private static string Filling(Fill fill)
    {
        var floats = CSharpText.Integer(fill.Floats);
        var length = fill.Floats.Terms.All(t => t.Variable == Kernel.Count) ? floats : "(int)(" + floats + ")";
        var span = "MemoryMarshal.CreateSpan(ref " + CSharpText.Float(fill.Place) + ", " + length + ")";
        return span + (fill.Value == 0 && !CSharpText.IsNegativeZero(fill.Value) ? ".Clear();" : ".Fill(" + CSharpText.Literal(fill.Value) + ");");
    }

    private void Assign(string target, string value) => _writer.Line(target + " = " + value + ";");

    private void WriteParts(Func<int, string> target, Vec value)
    {
        for (var part = 0; part < _vectors.Parts; part++)
        {
            Assign(target(part), _values.Vector(value, part));
        }
    }

    /// <summary>All parts of the value are computed before any is stored, since its loads may reach what is stored to.</summary>
    private void Store(StoreVector store)
    {
        var early = _vectors.Parts > 1 && store.Value is not (VectorName or VectorConst or VectorSplat);
        var values = Enumerable.Range(0, _vectors.Parts)
            .Select(part => _values.Vector(store.Value, part) is var value && early ? Bind(_vectors.Type, value) : value).ToList();
        for (var part = 0; part < _vectors.Parts; part++)
        {
            Assign(_values.VectorAt(store.Place, part), values[part]);
        }
    }

    private string Bind(string type, string value)
    {
        var name = _names.New();
        Assign(type + " " + name, value);
        return name;
    }
}

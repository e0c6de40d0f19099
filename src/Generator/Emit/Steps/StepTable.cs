using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Loops;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Emit.Steps;

/// <summary>
/// The steps that a file's kernels call: equal ones once, each under a name of its own; and the elementary functions that are calls.
/// </summary>
internal sealed class StepTable
{
    private const string Products = "AddProducts", Other = "Step", Call = "Call";

    /// <summary>What the names of methods begin with; those of kernels begin otherwise.</summary>
    public static IReadOnlyList<string> Stems { get; } = [Products, Other, Call];

    private readonly Dictionary<Step, string> _names = [];
    private readonly HashSet<string> _taken = [];
    private readonly List<Step> _steps = [];
    private readonly SortedSet<UnaryKind> _functions = [];

    /// <summary>The name of a step's method.</summary>
    public string NameOf(Step step)
    {
        if (!_names.TryGetValue(step, out string? name))
        {
            string stem = Stem(step);
            name = stem;
            for (int number = 2; !_taken.Add(name); number++)
            {
                name = stem + "_" + Invariant.Text(number);
            }

            _names[step] = name;
            _steps.Add(step);
        }

        return name;
    }

    /// <summary>The method that calls an elementary function.</summary>
    public string CallOf(UnaryKind function)
    {
        _functions.Add(function);
        return Call + function;
    }

    /// <summary>The methods of the steps and functions that were asked for.</summary>
    public void Write(SourceWriter writer)
    {
        foreach (UnaryKind function in _functions.ToList())
        {
            writer.Line().Line("[MethodImpl(MethodImplOptions.NoInlining)]");
            writer.Line("private static Floats " + CallOf(function) + "(Floats x) => V." + function + "(x);");
        }

        foreach (Step step in _steps)
        {
            writer.Line();
            string signature = "private static void " + _names[step] + "(" + string.Join(", ", Parameters(step)) + ")";
            using (writer.Block("[MethodImpl(" + KernelClass.Inlined + ")] " + signature))
            {
                StatementWriter.Write(writer, step, this);
            }
        }
    }

    /// <summary>A call.</summary>
    public string Text(StepCall call) => NameOf(call.Step) + "(" + string.Join(", ", Arguments(call)) + ");";

    private string Stem(Step step)
    {
        if (step.Body[0] is StepCall call)
        {
            return NameOf(call.Step) + "x" + Invariant.Text(step.Body.Count);
        }

        int products = step.Body.Count(s => s is SetVector { Value: VectorMultiplyAdd { C: VectorName c } } set && c.Name == set.Name);
        return products == 0 ? Other : products == step.Changed.Count ? Products + Invariant.Text(products) : Products;
    }

    private static IEnumerable<string> Parameters(Step step) =>
        step.Pointers.SelectMany(p => new[] { "ref float " + p.Name, "nint " + p.Offset }.Concat(p.HasStride ? ["nint " + p.Stride] : []))
            .Concat(step.Changed.Select(n => "ref Floats " + n)).Concat(step.Read.Select(n => "in Floats " + n));

    private static IEnumerable<string> Arguments(StepCall call) =>
        call.Places.Select((place, i) => (place, i)).SelectMany(p =>
                new[] { "ref " + CSharpName.OfLocal(p.place.Pointer), CSharpText.Integer(p.place.Offset) }
                    .Concat(call.Step.Pointers[p.i].HasStride ? [Invariant.Text(call.Strides[p.i])] : []))
            .Concat(call.Changed.Select(n => "ref " + CSharpName.OfLocal(n))).Concat(call.Read.Select(n => "in " + CSharpName.OfLocal(n)));
}

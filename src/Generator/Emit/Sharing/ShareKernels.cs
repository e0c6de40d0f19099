using System;
using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Loops;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Emit.Sharing;

/// <summary>
/// Kernels -> the same with one in the place of several that differ in numbers only, which are its parameters: in deep networks layers of one kind
/// repeat with other channels and resolutions.
/// </summary>
internal static class ShareKernels
{
    /// <summary>Kernels that one stands for, at least: a constant is easier to read than a parameter, and a few kernels are no burden.</summary>
    public const int UsualMembers = 4;

    /// <summary>Statements that it saves, at least, for the same reason.</summary>
    private const int LeastSaving = 60;

    /// <summary>More parameters than that are as long as a kernel, and take registers from its loops.</summary>
    private const int MostNumbers = 8;

    /// <param name="kernels">Different ones.</param>
    /// <param name="leastMembers">Kernels that one stands for, at least 2.</param>
    /// <returns>How each is called.</returns>
    public static Dictionary<Kernel, KernelCall> Run(IReadOnlyList<Kernel> kernels, int leastMembers = UsualMembers)
    {
        var calls = new Dictionary<Kernel, KernelCall>(SameObject<Kernel>.Instance);
        foreach (IGrouping<Kernel, Kernel> alike in kernels.GroupBy(FormOf))
        {
            List<Kernel> members = [.. alike];
            SharedKernel? shared = members.Count < leastMembers || Saving(members) < LeastSaving ? null : Shared(members);
            foreach ((Kernel kernel, int i) in members.Select((kernel, i) => (kernel, i)))
            {
                calls.Add(kernel, shared is null ? new(kernel, []) : new(shared.Kernel, [.. shared.Columns.Select(column => column[i])]));
            }
        }

        return calls;
    }

    /// <summary>Equal for kernels that differ in such numbers, in what they are called and in the sizes of their buffers.</summary>
    private static Kernel FormOf(Kernel kernel)
    {
        Kernel form = new KernelNumbers(offset => offset with { Constant = 0 }, term => term with { Coefficient = 0 }).Run(kernel);
        return form with { Name = "", Summary = default, Buffers = new(kernel.Buffers.Select(b => new BufferSpec(b.Name, 0, 0))) };
    }

    private static long Saving(List<Kernel> members)
    {
        long statements = 0L;
        KernelParts.Visit(members[0].Body, node => statements += node is Stmt ? 1 : 0);
        return (members.Count - 1) * statements;
    }

    private static SharedKernel? Shared(List<Kernel> members)
    {
        List<List<(long Value, bool IsConstant)>> numbers = members.ConvertAll(NumbersOf);
        var columns = new List<long[]>();
        var parameters = numbers[0].Select((number, i) => ParameterOf([.. numbers.Select(n => n[i].Value)], number.IsConstant, columns)).ToList();
        return columns.Count > MostNumbers ? null : new(WithParameters(members[0], parameters, columns.Count), columns);
    }

    private static List<(long Value, bool IsConstant)> NumbersOf(Kernel kernel)
    {
        var numbers = new List<(long Value, bool IsConstant)>();
        new KernelNumbers(Constant, Coefficient).Run(kernel);
        return numbers;

        Offset Constant(Offset offset)
        {
            numbers.Add((offset.Constant, IsConstant: true));
            return offset;
        }

        OffsetTerm Coefficient(OffsetTerm term)
        {
            numbers.Add((term.Coefficient, IsConstant: false));
            return term;
        }
    }

    /// <summary>The parameter that a number is, and what is added to it; null for a number that all have.</summary>
    /// <param name="values">By kernel.</param>
    /// <param name="isConstant">Whether something may be added: a coefficient is the parameter itself.</param>
    /// <param name="columns">The parameters' values so far.</param>
    private static (int Column, long Added)? ParameterOf(long[] values, bool isConstant, List<long[]> columns)
    {
        if (values.All(value => value == values[0]))
        {
            return null;
        }

        int column = columns.FindIndex(c => (isConstant || values[0] == c[0]) && c.Zip(values, (a, b) => b - a).Distinct().Count() == 1);
        if (column < 0)
        {
            column = columns.Count;
            columns.Add(values);
        }

        return (column, values[0] - columns[column][0]);
    }

    private static Kernel WithParameters(Kernel kernel, List<(int Column, long Added)?> parameters, int count)
    {
        var taken = new HashSet<string>([.. kernel.Memory.Select(b => b.Name), .. BoundNames.Of(kernel.Body)]);
        string stem = "size";
        while (taken.Any(name => name.StartsWith(stem, StringComparison.Ordinal)))
        {
            stem += "_";
        }

        int next = 0;
        return new KernelNumbers(Constant, Coefficient).Run(kernel) with
        {
            Numbers = new(Enumerable.Range(0, count).Select(Name)),
        };

        string Name(int column) => stem + Invariant.Text(column);

        Offset Constant(Offset offset) => parameters[next++] is { } number
            ? new(new([.. offset.Terms, new OffsetTerm(Name(number.Column), 1)]), number.Added)
            : offset;

        OffsetTerm Coefficient(OffsetTerm term) => parameters[next++] is { } number
            ? term with { Coefficient = 1, By = Name(number.Column) }
            : term;
    }

    /// <param name="Kernel">With parameters.</param>
    /// <param name="Columns">By parameter, the values of the kernels that it stands for.</param>
    private sealed record SharedKernel(Kernel Kernel, List<long[]> Columns);
}

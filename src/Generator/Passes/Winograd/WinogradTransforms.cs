using System;
using System.Linq;
using NetCompiler.Generator.Graph;
using static NetCompiler.Generator.Graph.Scalars;

namespace NetCompiler.Generator.Passes.Winograd;

/// <summary>
/// F(2x2, 3x3): y = A' [(G g G') (B' d B)] A over a tile d of 4 x 4 pixels and a kernel g of 3 x 3, with
/// <code>
/// B' = 1  0 -1  0      G = 1    0   0      A' = 1 1  1  0
///      0  1  1  0          1/2  1/2 1/2         0 1 -1 -1
///      0 -1  1  0          1/2 -1/2 1/2
///      0  1  0 -1          0    0   1
/// </code>
/// </summary>
internal static class WinogradTransforms
{
    /// <summary>B' d B at [i, j].</summary>
    /// <param name="pixel">d at a row and a column.</param>
    public static Expr[,] Image(Func<int, int, Expr> pixel) => Twice(4, 4, pixel, Image);

    /// <summary>G g G' at [i, j].</summary>
    public static Expr[,] Kernel(Func<int, int, Expr> weight) => Twice(3, 4, weight, Kernel);

    /// <summary>A' m A at [i, j].</summary>
    public static Expr[,] Output(Func<int, int, Expr> product) => Twice(4, 2, product, Output);

    /// <summary>The value at [i, j], as a choice that unrolled indices decide while compiling.</summary>
    public static Expr Choose(Expr[,] values, int i, int j)
    {
        Expr Row(int row) => Pick(j, values.GetLength(1), column => values[row, column]);
        return Pick(i, values.GetLength(0), Row);
    }

    private static Expr Pick(int index, int count, Func<int, Expr> value) => Enumerable.Range(0, count - 1).Reverse().Aggregate(
        value(count - 1), (others, i) => Where(new IndexExpr(Affine.Of(index)), CompareKind.Equal, Number(i), value(i), others));

    private static Expr[] Image(Expr[] d) => [Subtract(d[0], d[2]), Add(d[1], d[2]), Subtract(d[2], d[1]), Subtract(d[1], d[3])];

    private static Expr[] Kernel(Expr[] g)
    {
        Expr ends = Add(g[0], g[2]);
        return [g[0], Times(Add(ends, g[1]), Number(0.5)), Times(Subtract(ends, g[1]), Number(0.5)), g[2]];
    }

    private static Expr[] Output(Expr[] m) => [Add(Add(m[0], m[1]), m[2]), Subtract(Subtract(m[1], m[2]), m[3])];

    /// <summary>The transform along the columns, then along the rows.</summary>
    private static Expr[,] Twice(int from, int to, Func<int, int, Expr> value, Func<Expr[], Expr[]> transform)
    {
        Expr[][] columns = Enumerable.Range(0, from).Select(s => transform([.. Enumerable.Range(0, from).Select(r => value(r, s))])).ToArray();
        var result = new Expr[to, to];
        for (int i = 0; i < to; i++)
        {
            Expr[] row = transform([.. columns.Select(column => column[i])]);
            for (int j = 0; j < to; j++)
            {
                result[i, j] = row[j];
            }
        }

        return result;
    }
}

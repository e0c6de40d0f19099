using System;
using System.Text;

namespace NetCompiler.Generator.Support;

/// <summary>Writes sums of names with constant factors as <c>2y + p - 1</c>.</summary>
internal sealed class SumText
{
    private readonly StringBuilder _text = new();

    /// <summary>Nothing when the factor is 0.</summary>
    public SumText Add(long factor, string name) => factor == 0 ? this : Append(factor, name);

    /// <summary>The whole sum, which ends with a number; 0 is only written alone.</summary>
    public string End(long constant) => (constant != 0 || _text.Length == 0 ? Append(constant, "") : this)._text.ToString();

    private SumText Append(long factor, string name)
    {
        _text.Append((_text.Length, factor < 0) switch
        {
            (0, true) => "-",
            (0, false) => "",
            (_, true) => " - ",
            _ => " + ",
        });
        long size = Math.Abs(factor);
        _text.Append(size == 1 && name.Length > 0 ? "" : Invariant.Text(size)).Append(name);
        return this;
    }
}

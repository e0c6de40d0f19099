using System.Runtime.InteropServices;

namespace NetCompiler;

/// <summary>How changes of floats are written.</summary>
/// <param name="Bytes">Bytes of each but exceptions, 1 to 3; 0 for the newer values themselves.</param>
/// <param name="Exceptions">Changes that take more.</param>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct ChangeForm(int Bytes, int Exceptions)
{
    /// <summary>Words of an exception: its place and its value.</summary>
    public const int ExceptionWords = 2;

    /// <summary>Words of the form itself, when it travels.</summary>
    public const int OwnWords = 2;

    /// <summary>Words of so many changes, a multiple of 16.</summary>
    public long Words(int count) => Bytes == 0 ? count : ((long)count / 4 * Bytes) + ((long)Exceptions * ExceptionWords);

    /// <summary>Refuses a form that cannot have come with so many floats.</summary>
    /// <param name="floats">Floats that it stands for.</param>
    /// <param name="padded">The same, up to a multiple of 16.</param>
    /// <exception cref="ExchangeException">It is longer than these, or is none.</exception>
    public void Check(int floats, int padded)
    {
        if (Bytes is < 0 or > 3 || Exceptions < 0 || Words(padded) > floats)
        {
            throw new ExchangeException(
                $"{floats} changed parameters have {Bytes} bytes each and {Exceptions} exceptions: what arrived is not what was sent.");
        }
    }
}

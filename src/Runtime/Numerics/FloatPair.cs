using System.ComponentModel;
using System.Runtime.Intrinsics;

namespace NetCompiler.Numerics;

/// <summary>Eight floats as two halves, which the compiler of machine code keeps in a register each.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public struct FloatPair
{
    /// <summary>Lanes 0 to 3.</summary>
    public Vector128<float> Lower;

    /// <summary>Lanes 4 to 7.</summary>
    public Vector128<float> Upper;
}

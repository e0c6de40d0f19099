using NetCompiler.Generator.Loops;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Emit.Steps;

/// <summary>
/// A few vector statements that kernels repeat with other places and names, such as a step of a tile's sum. They are written once, as a method that
/// the compiler of machine code inlines: its places are constants there, so nothing is lost.
/// </summary>
/// <param name="Pointers">Where it reads and writes: a reference and an offset from it, and a stride if that differs from kernel to kernel.</param>
/// <param name="Changed">Vectors that it changes.</param>
/// <param name="Read">Vectors that it reads only.</param>
/// <param name="Body">Statements over these names.</param>
internal sealed record Step(
    EquatableArray<StepPointer> Pointers, EquatableArray<string> Changed, EquatableArray<string> Read, EquatableArray<Stmt> Body)
{
    private int? _hash;

    /// <summary>Computed once: a step of steps is large, and is looked up at every call.</summary>
    public override int GetHashCode() => _hash ??= unchecked((Pointers.GetHashCode() * 31) + (Changed.GetHashCode() * 17) + Body.GetHashCode());
}

/// <param name="Name">The name of the reference; the offset's and the stride's are made from it.</param>
internal sealed record StepPointer(string Name, bool HasStride)
{
    public string Offset => Name + "At";

    public string Stride => Name + "Step";
}

/// <summary>A step as a statement of a kernel.</summary>
/// <param name="Places">By pointer.</param>
/// <param name="Strides">By pointer; 0 where it has none.</param>
/// <param name="Changed">The kernel's vectors.</param>
/// <param name="Read">The kernel's vectors.</param>
internal sealed record StepCall(
    Step Step, EquatableArray<Place> Places, EquatableArray<long> Strides, EquatableArray<string> Changed, EquatableArray<string> Read) : Stmt;

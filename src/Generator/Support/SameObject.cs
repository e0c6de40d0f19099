using System.Collections.Generic;
using System.Runtime.CompilerServices;

namespace NetCompiler.Generator.Support;

/// <summary>Takes values as equal only where they are the same object: for what is asked for often, and takes long to compare by its parts.</summary>
internal sealed class SameObject<T> : IEqualityComparer<T>
    where T : class
{
    public static readonly SameObject<T> Instance = new();

    public bool Equals(T? x, T? y) => ReferenceEquals(x, y);

    public int GetHashCode(T value) => RuntimeHelpers.GetHashCode(value);
}

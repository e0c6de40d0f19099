namespace System.Runtime.CompilerServices;

/// <summary>
/// What the C# compiler wants for <c>init</c> and records, and netstandard2.0 lacks. A package that generates it would order its files
/// differently in each build, and the assembly would not be deterministic.
/// </summary>
internal static class IsExternalInit;

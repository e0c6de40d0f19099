namespace NetCompiler.Generator.Graph;

/// <summary>Mirrors <c>NetCompiler.Initializer</c>, member by member.</summary>
internal enum InitializerKind
{
    GlorotUniform,
    GlorotNormal,
    HeUniform,
    HeNormal,
    LecunUniform,
    LecunNormal,
    Zeros,
    Ones,
    RandomNormal,
    RandomUniform,
    TruncatedNormal,
    Orthogonal,
    UnitForget,
}

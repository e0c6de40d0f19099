using System.Linq;
using Microsoft.CodeAnalysis;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Diagnostics;

/// <summary>A diagnostic that compares by value: the id of its descriptor, its place and what its message is filled with.</summary>
internal sealed record DiagnosticInfo(string Id, LocationInfo Location, EquatableArray<string> Arguments)
{
    public Diagnostic In(Compilation compilation) =>
        Diagnostic.Create(Descriptors.Of(Id), Location.In(compilation), Arguments.ToArray<object>());
}

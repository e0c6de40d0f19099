using System;
using System.Collections.Generic;
using Microsoft.CodeAnalysis;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Diagnostics;

/// <summary>Collects the diagnostics of one class while it is parsed.</summary>
internal sealed class Problems
{
    /// <summary>Characters of an exception's message that are shown.</summary>
    private const int LongestMessage = 400;

    private readonly List<DiagnosticInfo> _found = [];
    private readonly HashSet<DiagnosticInfo> _known = [];

    /// <summary>Whether an error was found: then the class has no model.</summary>
    public bool HasErrors { get; private set; }

    public EquatableArray<DiagnosticInfo> Found => new(_found);

    /// <summary>Adds a problem; what a loop or a second call finds again is said once.</summary>
    public void Add(DiagnosticDescriptor descriptor, LocationInfo location, params string[] arguments)
    {
        var problem = new DiagnosticInfo(descriptor.Id, location, new(arguments));
        if (_known.Add(problem))
        {
            _found.Add(problem);
        }

        HasErrors |= descriptor.DefaultSeverity == DiagnosticSeverity.Error;
    }

    /// <summary>Adds what was found elsewhere.</summary>
    public void Add(Problems others)
    {
        foreach (DiagnosticInfo problem in others._found)
        {
            if (_known.Add(problem))
            {
                _found.Add(problem);
            }
        }

        HasErrors |= others.HasErrors;
    }

    /// <summary>Adds a defect of the compiler itself, found at a class.</summary>
    public void AddDefect(LocationInfo location, string name, Exception exception) =>
        Add(Descriptors.InternalError, location, name, WordsOf(exception));

    private static string Start(string message) =>
        message.Length <= LongestMessage ? message : message.Substring(0, LongestMessage) + " ...";

    /// <summary>What was thrown, and where.</summary>
    public static string WordsOf(Exception exception) =>
        exception.GetType().Name + ": " + Start(exception.Message)
            + (exception.TargetSite is { } site ? " (in " + site.DeclaringType?.Name + "." + site.Name + ")" : "");

    /// <summary>Notes an error that the C# compiler or the analyzer reports, so that no model can be made.</summary>
    public void AddUnreported() => HasErrors = true;
}

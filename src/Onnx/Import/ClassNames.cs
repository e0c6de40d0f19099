using System.Globalization;
using System.Text;

namespace NetCompiler.Onnx.Import;

/// <summary>Names of C# for what a model calls somehow.</summary>
internal sealed class ClassNames
{
    private const int Longest = 40;

    /// <summary>What a network's class has already: members of its base classes, and what generated files add.</summary>
    private static readonly string[] Taken =
    [
        "Abs", "ArgMax", "Arange", "BinaryCrossentropy", "BroadcastTo", "CategoricalCrossentropy", "Celu", "Concat", "Ctc", "Dropout", "Elu",
        "Equal", "Equals", "Erf", "Evaluate", "Exp", "ExpandDims", "Expm1", "Fit", "Flatten", "Forward", "Gelu", "GeluTanh", "GetHashCode", "GetType",
        "GivenGradient", "HardSigmoid", "HardSilu", "Huber", "LeakyRelu", "Load", "LoadWeights", "Log", "Log1p", "LogSigmoid", "LogSoftmax", "Loss",
        "MatMul", "Max", "Maximum", "Mean", "MeanAbsoluteError", "MeanSquaredError", "MemberwiseClone", "Min", "Minimum", "Mish", "Norm", "OneHot",
        "Ones", "Predict", "Reciprocal", "Relu", "Relu6", "Reshape", "ReverseGradient", "Save", "Scan", "Selu", "Sigmoid", "Silu", "Softmax",
        "Softplus", "Softsign", "SparseCategoricalCrossentropy", "Sqrt", "Square", "Squeeze", "Stack", "StopGradient", "Sum", "Summary", "Tanh",
        "ToString", "Transpose", "Variance", "Where", "Zeros", "Parameters", "Description", "Tensor", "Input", "Network",
    ];

    private static readonly string[] Keywords =
    [
        "abstract", "as", "base", "bool", "break", "byte", "case", "catch", "char", "checked", "class", "const", "continue", "decimal", "default",
        "delegate", "do", "double", "else", "enum", "event", "explicit", "extern", "false", "finally", "fixed", "float", "for", "foreach", "goto",
        "if", "implicit", "in", "int", "interface", "internal", "is", "lock", "long", "namespace", "new", "null", "object", "operator", "out",
        "override", "params", "private", "protected", "public", "readonly", "ref", "return", "sbyte", "sealed", "short", "sizeof", "stackalloc",
        "static", "string", "struct", "switch", "this", "throw", "true", "try", "typeof", "uint", "ulong", "unchecked", "unsafe", "ushort", "using",
        "virtual", "void", "volatile", "while", "await", "var", "dynamic", "record", "with", "yield", "field", "value", "nint", "nuint",
    ];

    /// <summary>Parameters of layers are found by names that differ in more than their case.</summary>
    private readonly HashSet<string> _members = new(Taken, StringComparer.OrdinalIgnoreCase);

    private readonly HashSet<string> _locals = new(StringComparer.Ordinal);

    /// <summary>What all of the model's names begin with, which says nothing then.</summary>
    private string _shared = "";

    public ClassNames(string className) => _members.Add(className);

    /// <summary>From now on names are made without the path that all of these lie in.</summary>
    public void LeaveOut(IReadOnlyList<string> names)
    {
        const int fewest = 3;
        if (names.Count < fewest)
        {
            return;
        }

        int same = 0;
        while (same < names.Min(name => name.Length) && names.All(name => name[same] == names[0][same]))
        {
            same++;
        }

        string start = names[0][..same];
        int end = Math.Max(start.LastIndexOf('/') + 1, Math.Max(start.LastIndexOf('.') + 1,
            start.LastIndexOf("__", StringComparison.Ordinal) is >= 0 and var line ? line + 2 : 0));
        _shared = start[..end];
    }

    /// <summary>A member's name, with a number where it is taken.</summary>
    /// <param name="wanted">What the model calls it.</param>
    /// <param name="fallback">What it is, where that is no name.</param>
    public string Member(string? wanted, string fallback)
    {
        // Of a long path its end, which says what a layer is.
        string[] path = Own(wanted).Split('/', '.');
        string name = Enumerable.Range(0, path.Length).Select(skip => Pascal(string.Join('.', path[skip..])))
            .FirstOrDefault(end => end.Length is > 0 and <= Longest) ?? "";
        return Free(name.Length == 0 ? fallback : name, _members);
    }

    /// <summary>A local's or parameter's name.</summary>
    public string Local(string? wanted, string fallback)
    {
        string name = Pascal(Own(wanted));
        name = name.Length == 0 || name.Length > Longest ? fallback : name;
        name = char.ToLowerInvariant(name[0]) + name[1..];
        return Free(Keywords.Contains(name) ? name + "Value" : name, _locals);
    }

    /// <summary>Whether a text can be the name of a class or of a namespace's part.</summary>
    public static bool IsName(string name) => name.Length is > 0 and <= 200 && (char.IsAsciiLetter(name[0]) || name[0] == '_')
        && name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_') && !Keywords.Contains(name);

    /// <summary>A text as C# names types; empty where it has no letter to begin with.</summary>
    public static string Pascal(string? text)
    {
        var name = new StringBuilder();
        bool starts = true;
        foreach (char c in text ?? "")
        {
            if (!char.IsAsciiLetterOrDigit(c))
            {
                starts = true;
                continue;
            }

            // Two numbers side by side would be another number.
            bool joins = starts && char.IsAsciiDigit(c) && name.Length > 0 && char.IsAsciiDigit(name[^1]);
            name.Append(joins ? "_" : "").Append(starts ? char.ToUpperInvariant(c) : c);
            starts = false;
        }

        return name.Length > 0 && char.IsAsciiLetter(name[0]) ? name.ToString() : "";
    }

    private string Own(string? wanted) => wanted is null ? ""
        : wanted.StartsWith(_shared, StringComparison.Ordinal) && wanted.Length > _shared.Length ? wanted[_shared.Length..] : wanted;

    private static string Free(string name, HashSet<string> used)
    {
        string free = name;
        for (int number = char.IsAsciiDigit(name[^1]) ? 0 : 1; !used.Add(free); number++)
        {
            free = name + (char.IsAsciiDigit(name[^1]) ? "_" : "") + (number + 1).ToString(CultureInfo.InvariantCulture);
        }

        return free;
    }
}

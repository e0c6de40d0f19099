using System;
using System.Linq;
using NetCompiler.Generator.Export;

namespace NetCompiler.Generator.Layers;

/// <summary>Activations as ONNX operations.</summary>
internal static class ActivationExport
{
    public static OnnxValue Run(ExportContext at, ActivationOp op) => op.Kind switch
    {
        ActivationKind.Linear => at.Input,
        ActivationKind.Softmax or ActivationKind.LogSoftmax => OfRows(at, op.Kind.ToString()),
        _ => at.Each(x => OfElement(at, op, x)),
    };

    /// <summary>Over the channels, wherever they stand.</summary>
    private static OnnxValue OfRows(ExportContext at, string operation) => at.Input.Plain is null
        ? at.GiveImage(operation, [at.Image], OnnxAttribute.Int("axis", 1))
        : at.Give(operation, [at.Plain], OnnxAttribute.Int("axis", -1));

    // A kind without a row does not compile. The compiler also asks for numbers that name no member: those are never read from an attribute.
#pragma warning disable CS8524
    private static string OfElement(ExportContext at, ActivationOp op, string x) => op.Kind switch
    {
        ActivationKind.Linear or ActivationKind.Softmax or ActivationKind.LogSoftmax => throw new InvalidOperationException("It works on rows."),
        ActivationKind.Relu => One(at, "Relu", x),
        ActivationKind.LeakyRelu => One(at, "LeakyRelu", x, OnnxAttribute.Float("alpha", op.Alpha)),
        ActivationKind.Elu => One(at, "Elu", x, OnnxAttribute.Float("alpha", op.Alpha)),
        ActivationKind.Selu => One(at, "Selu", x),
        ActivationKind.Celu => One(at, "Celu", x, OnnxAttribute.Float("alpha", op.Alpha)),
        ActivationKind.Gelu => Gated(at, x, at.Add("erf", "Erf", [at.Add("scaled", "Mul", [x, at.Graph.Float((float)Math.Sqrt(0.5))])])),
        ActivationKind.GeluTanh => Gated(at, x, at.Add("tanh", "Tanh", [Bent(at, x)])),
        ActivationKind.Silu => at.Graph.Add(at.Name, "Mul", [x, at.Add("gate", "Sigmoid", [x])]),
        ActivationKind.Mish => at.Graph.Add(at.Name, "Mul", [x, at.Add("gate", "Tanh", [at.Add("softplus", "Softplus", [x])])]),
        ActivationKind.Softplus => One(at, "Softplus", x),
        ActivationKind.Softsign => One(at, "Softsign", x),
        ActivationKind.Tanh => One(at, "Tanh", x),
        ActivationKind.Sigmoid => One(at, "Sigmoid", x),
        ActivationKind.HardSigmoid => One(at, "HardSigmoid", x, OnnxAttribute.Float("alpha", 1f / 6), OnnxAttribute.Float("beta", 0.5f)),
        ActivationKind.HardSilu => One(at, "HardSwish", x),
        ActivationKind.Relu6 => at.Graph.Add(at.Name, "Clip", [x, at.Graph.Float(0), at.Graph.Float(6)]),
        ActivationKind.LogSigmoid => at.Graph.Add(at.Name, "Neg", [at.Add("softplus", "Softplus", [at.Add("negative", "Neg", [x])])]),
        ActivationKind.Exponential => One(at, "Exp", x),
    };
#pragma warning restore CS8524

    private static string One(ExportContext at, string operation, string x, params OnnxAttribute[] attributes) =>
        at.Graph.Add(at.Name, operation, [x], attributes);

    /// <summary>x / 2 (1 + gate).</summary>
    private static string Gated(ExportContext at, string x, string gate) => at.Graph.Add(
        at.Name, "Mul", [at.Add("half", "Mul", [x, at.Graph.Float(0.5f)]), at.Add("gate", "Add", [gate, at.Graph.Float(1)])]);

    /// <summary>sqrt(2 / pi) (x + 0.044715 x^3).</summary>
    private static string Bent(ExportContext at, string x)
    {
        string cube = at.Add("cube", "Mul", [x, at.Add("square", "Mul", [x, x])]);
        string sum = at.Add("bent", "Add", [x, at.Add("cube.scaled", "Mul", [cube, at.Graph.Float(0.044715f)])]);
        return at.Add("scaled", "Mul", [sum, at.Graph.Float((float)Math.Sqrt(2 / Math.PI))]);
    }
}

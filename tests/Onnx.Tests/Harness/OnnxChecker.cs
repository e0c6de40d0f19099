using System.Diagnostics;
using NetCompiler.Runtime.Tests;

namespace NetCompiler.Onnx.Tests.Harness;

/// <summary>ONNX' own checker and shape inference, of Debian's python3-onnx.</summary>
internal static class OnnxChecker
{
    private const string Python = "/usr/bin/python3";

    /// <summary>The newest version of the operations that it knows; 0 where it is not installed.</summary>
    public static int NewestOpset { get; } = File.Exists(Python)
        && int.TryParse(Run("import onnx; print(onnx.defs.onnx_opset_version())").Trim(), out int newest) ? newest : 0;

    public static bool IsThere => NewestOpset > 0;

    /// <summary>
    /// For each model that is not sound a line that says why. All shapes must be found, and those of the outputs be as they are said.
    /// </summary>
    public static string[] Faults(IEnumerable<(string Name, OnnxModel Model)> models)
    {
        using var folder = new TemporaryFolder();
        foreach ((string name, OnnxModel model) in models)
        {
            model.Save(folder[name + ".onnx"]);
        }

        return Run($$"""
            import glob, onnx, os
            for path in sorted(glob.glob(r'{{folder["*.onnx"]}}')):
                try:
                    model = onnx.load(path)
                    onnx.checker.check_model(model, full_check=True)
                    inferred = onnx.shape_inference.infer_shapes(model, check_type=True, strict_mode=True, data_prop=True)
                    assert str(inferred.graph.output) == str(model.graph.output), 'outputs'
                except Exception as fault:
                    print(os.path.basename(path), str(fault).replace('\n', ' ')[:300])
            """).Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    private static string Run(string script)
    {
        var start = new ProcessStartInfo(Python) { ArgumentList = { "-c", script }, RedirectStandardOutput = true, RedirectStandardError = true };
        using Process process = Process.Start(start)!;
        _ = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return output;
    }
}

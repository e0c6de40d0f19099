namespace NetCompiler.Generator.Emit;

/// <summary>What every network offers beside what it inherits.</summary>
internal static class SurfaceMembers
{
    public static string BaseClass(bool hasLoss) => "global::NetCompiler." + (hasLoss ? "TrainableNetwork" : "CompiledNetwork");

    public static void WriteConstructor(SourceWriter writer, string name, string description)
    {
        writer.Line("/// <summary>A network with freshly drawn parameters.</summary>");
        writer.Line("/// <param name=\"seed\">The same seed draws the same parameters.</param>");
        writer.Line(TypeFrame.GeneratedCode);
        using (writer.Block("public " + name + "(int seed = 0) : base(" + description + ", seed)"))
        {
        }

        writer.Line();
    }

    public static void WriteLoad(SourceWriter writer, string name)
    {
        writer.Line("/// <summary>A network with the parameters that <c>Save</c> wrote.</summary>");
        writer.Line("/// <param name=\"path\">A safetensors file with this network's parameters.</param>");
        writer.Line(TypeFrame.GeneratedCode);
        using (writer.Block("public static " + name + " Load(string path)"))
        {
            writer.Line("var network = new " + name + "(0);");
            writer.Line("network.LoadWeights(path);");
            writer.Line("return network;");
        }
    }
}

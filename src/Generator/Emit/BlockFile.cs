using NetCompiler.Generator.Model;

namespace NetCompiler.Generator.Emit;

/// <summary>The other half of a block: its base class, which has the functions over tensors, and the halves of its layers' methods.</summary>
internal static class BlockFile
{
    public static string Write(OutlineSpec block)
    {
        var writer = new SourceWriter();
        string[] documentation = ["<summary>A part of networks.</summary>"];
        TypeFrame.WriteCodeHeader(writer, "Block " + block.Type.FullName);
        writer.Line();
        using (TypeFrame.OpenBlock(writer, block.Type, documentation, SurfaceMembers.BaseClass(block.Base)))
        {
            SurfaceMembers.WriteMethods(writer, block.Methods);
        }

        return writer.ToString();
    }
}

using NetCompiler.Generator.Model;

namespace NetCompiler.Generator.Emit;

/// <summary>The other half of a block: its base class, which has the functions over tensors, and the halves of its layers' methods.</summary>
internal static class BlockFile
{
    public static string Write(OutlineSpec block)
    {
        var writer = new SourceWriter();
        string[] documentation = ["<summary>A part of networks.</summary>"];
        using (TypeFrame.Open(writer, block.Type, "Block " + block.Type.FullName, documentation, SurfaceMembers.BaseClass(block.Base)))
        {
            SurfaceMembers.WriteMethods(writer, block.Methods);
        }

        return writer.ToString();
    }
}

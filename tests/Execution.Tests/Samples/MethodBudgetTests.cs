using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using Digits;

namespace NetCompiler.Execution.Tests.Samples;

/// <summary>
/// Every method that the compiler emitted into the sample and these tests' networks is small enough for the JIT to optimise: beyond some
/// size it silently does not, and the code is several times slower.
/// </summary>
public sealed class MethodBudgetTests
{
    private const int MostBytes = 15 * 1024, MostLocals = 300, MostLoops = 100;

    private static readonly string Sample = typeof(DigitClassifier).Assembly.GetName().Name!;

    private static readonly string[] Others = [.. new[] { typeof(ResNet.ResidualDigits), typeof(MiniGpt.Gpt), typeof(Gan.DigitGenerator),
        typeof(DomainAdaptation.AdaptingReader) }
        .Select(type => type.Assembly.GetName().Name!)];

    public static TheoryData<string> Assemblies => new([Sample, .. Others, typeof(MethodBudgetTests).Assembly.GetName().Name!]);

    [Theory, MemberData(nameof(Assemblies))]
    public void Every_method_is_within_the_budget(string assembly)
    {
        string[] over = [.. Methods(assembly)
            .Where(m => m.Bytes > MostBytes || m.Locals > MostLocals || m.Loops > MostLoops)
            .Select(m => $"{m.Name}: {m.Bytes} bytes of IL, {m.Locals} locals, {m.Loops} loops")];
        Assert.Empty(over);
    }

    [Fact]
    public void The_kernels_are_among_the_measured() =>
        Assert.True(Methods(Sample).Count(m => m.Loops > 1) > 10);

    private sealed record Measured(string Name, int Bytes, int Locals, int Loops);

    private static List<Measured> Methods(string assembly)
    {
        using var file = new PEReader(File.OpenRead(Path.Combine(AppContext.BaseDirectory, assembly + ".dll")));
        MetadataReader metadata = file.GetMetadataReader();
        var methods = new List<Measured>();
        foreach (MethodDefinition method in metadata.MethodDefinitions.Select(metadata.GetMethodDefinition).Where(m => m.RelativeVirtualAddress != 0))
        {
            MethodBodyBlock body = file.GetMethodBody(method.RelativeVirtualAddress);
            string type = metadata.GetString(metadata.GetTypeDefinition(method.GetDeclaringType()).Name);
            methods.Add(new Measured(
                $"{type}.{metadata.GetString(method.Name)}", body.GetILBytes()!.Length, CountLocals(metadata, body),
                    BackwardBranches.Count(body.GetILReader())));
        }

        return methods;
    }

    private static int CountLocals(MetadataReader metadata, MethodBodyBlock body)
    {
        if (body.LocalSignature.IsNil)
        {
            return 0;
        }

        BlobReader signature = metadata.GetBlobReader(metadata.GetStandaloneSignature(body.LocalSignature).Signature);
        signature.ReadSignatureHeader();
        return signature.ReadCompressedInteger();
    }
}

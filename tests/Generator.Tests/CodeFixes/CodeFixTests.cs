using NetCompiler.Generator.Diagnostics;
using NetCompiler.Generator.Parsing;

namespace NetCompiler.Generator.Tests.CodeFixes;

public class CodeFixTests
{
    private const string Usings = "using NetCompiler;\n\n";

    [Fact]
    public void Every_fix_is_for_a_diagnostic_that_exists_and_no_two_for_the_same()
    {
        string[] ids = [.. FixRun.FixableIds];
        Assert.All(ids, id => Assert.NotNull(Descriptors.Of(id)));
        Assert.Distinct(ids);
        Assert.All(DeclarationRules.Reported, d => Assert.Contains(d.Id, ids));
    }

    [Fact]
    public void The_class_becomes_partial() => Fixes(
        "NET001", "Make 'Net' partial",
        "/// <summary>A net.</summary>\n[Network, Input(4), Dense(3)]\npublic sealed /* final */ class Net\n{\n}\n",
        "/// <summary>A net.</summary>\n[Network, Input(4), Dense(3)]\npublic sealed /* final */ partial class Net\n{\n}\n");

    [Fact]
    public void The_class_and_the_types_around_it_become_partial() => Fixes(
        "NET001", "Make 'Outer' and 'Inner' and 'Net' partial",
        "class Outer\n{\n    public readonly record struct Inner\n    {\n        [Network, Input(4), Dense(3)]\n        class Net;\n    }\n}\n",
        "partial class Outer\n{\n    public readonly partial record struct Inner\n    {\n        [Network, Input(4), Dense(3)]\n        partial "
            + "class Net;\n    }\n}\n",
        "NET002");

    [Fact]
    public void A_type_around_a_network_becomes_partial() => Fixes(
        "NET002", "Make 'IModels' partial",
        "public interface IModels { [Network, Input(4), Dense(3)] public partial class Net; }\n",
        "public partial interface IModels { [Network, Input(4), Dense(3)] public partial class Net; }\n");

    [Theory]
    [InlineData("[Network]\n[Dense(3)]\npublic partial class Net;\n", "(1)", "[Network, Input(1)]\n[Dense(3)]\npublic partial class Net;\n")]
    [InlineData(
        "[Network(InputGradient = false), Dropout(0.5f), Conv2D(8, 3)] public partial class Net;\n", "(28, 28, 1)",
        "[Network(InputGradient = false), Input(28, 28, 1), Dropout(0.5f), Conv2D(8, 3)] public partial class Net;\n")]
    public void An_input_is_added(string before, string shape, string after) =>
        Fixes("NET010", $"Add [Input{shape}], to be given the shape of a sample", before, after);

    [Fact]
    public void A_network_is_added() => Fixes(
        "NET005", "Add [Network]",
        "[Input(4)]\n[Dense(3)]\npublic partial class Net;\n", "[Network, Input(4)]\n[Dense(3)]\npublic partial class Net;\n");

    [Fact]
    public void Names_are_qualified_where_they_must_be()
    {
        FixRun run = new(("Model.cs", "[NetCompiler.Network]\n[NetCompiler.Dense(2)]\n[NetCompiler.Loss(NetCompiler.Loss.BinaryCrossentropy, "
            + "FromLogits = true)]\npublic partial class Net;\n"));
        FixRun after = run.Apply("NET010", "Add [Input(1)], to be given the shape of a sample");
        Assert.StartsWith("[NetCompiler.Network, NetCompiler.Input(1)]\n", after.TextOf("Model.cs"));
        Assert.Empty(after.Diagnostics);
    }

    [Theory]
    [InlineData(
        "Move [Input] before the layers",
        "    [Network]\n    // The hidden layer.\n    [Dense(8)] // eight\n    [Input(4)]\n    [Dense(3)]\n    public partial class Net;\n",
        "    [Network]\n    [Input(4)]\n    // The hidden layer.\n    [Dense(8)] // eight\n    [Dense(3)]\n    public partial class Net;\n")]
    [InlineData(
        "Move [Loss] behind the layers",
        "[Network, Input(4)]\n[Loss(Loss.Huber, Delta = 2)]\n[Dense(8)]\n[Dense(3)]\npublic partial class Net;\n",
        "[Network, Input(4)]\n[Dense(8)]\n[Dense(3)]\n[Loss(Loss.Huber, Delta = 2)]\npublic partial class Net;\n")]
    [InlineData(
        "Move [Loss] behind the layers",
        "[Network, Input(4), Dense(8), Loss(Loss.Huber)]\n[Dense(2), Dense(3)] public partial class Net;\n",
        "[Network, Input(4), Dense(8)]\n[Dense(2), Dense(3), Loss(Loss.Huber)] public partial class Net;\n")]
    [InlineData(
        "Move [Loss] behind the layers",
        "[Network, Input(4), Loss(Loss.Huber), Dense(3)] public partial class Net;\n",
        "[Network, Input(4), Dense(3), Loss(Loss.Huber)] public partial class Net;\n")]
    [InlineData(
        "Move [Input] before the layers",
        "[Network, Dense(8), Input(4), Dense(3)] public partial class Net;\n", "[Network, Input(4), Dense(8), Dense(3)] public partial class Net;\n")]
    [InlineData(
        "Move [Input] before the layers",
        "[Network] [Dense(8)] [Dense(3)] [Input(4)] public partial class Net;\n",
            "[Network] [Input(4)] [Dense(8)] [Dense(3)] public partial class Net;\n")]
    [InlineData(
        "Move [Loss] behind the layers",
        "[Network, Input(4)]\r\n[Loss(Loss.Huber)]\r\n[Dense(3)]\r\npublic partial class Net;\r\n",
        "[Network, Input(4)]\r\n[Dense(3)]\r\n[Loss(Loss.Huber)]\r\npublic partial class Net;\r\n")]
    public void Attributes_move_to_their_place(string title, string before, string after) => Fixes("NET006", title, before, after);

    [Fact]
    public void Layers_move_together_across_files()
    {
        FixRun run = new(
            ("Model.cs", "using NetCompiler;\n\n[Network, Input(4)]\n[Dense(8)]\n[Loss(Loss.Huber)]\npublic partial class Net;\n"),
            ("Other.cs", "using NetCompiler;\n\n[Dense(5), Dropout(0.5f)]\n[System.Obsolete, Dense(3)]\npartial class Net;\n"));
        FixRun after = run.Apply("NET012", "Move to the other layers");
        Assert.Equal(
            "using NetCompiler;\n\n[Network, Input(4)]\n[Dense(8)]\n[Dense(5)]\n[Dropout(0.5f)]\n[Dense(3)]\n[Loss(Loss.Huber)]\npublic partial "
                + "class Net;\n",
            after.TextOf("Model.cs"));
        Assert.Equal("using NetCompiler;\n\n[System.Obsolete]\npartial class Net;\n", after.TextOf("Other.cs"));
        Assert.Empty(after.Diagnostics);
    }

    [Theory]
    [InlineData(
        "NET025", "Alpha", "[Network, Input(4), Activation(Activation.Relu, Alpha = 0.5f, Name = \"a\")]",
            "[Network, Input(4), Activation(Activation.Relu, Name = \"a\")]")]
    [InlineData("NET045", "Delta", "[Network, Input(4), Dense(3), Loss(Loss.MeanSquaredError, Delta = 2)]",
        "[Network, Input(4), Dense(3), Loss(Loss.MeanSquaredError)]")]
    public void An_argument_without_meaning_goes(string id, string argument, string before, string after) =>
        Fixes(id, "Remove " + argument, before + "\npublic partial class Net;\n", after + "\npublic partial class Net;\n");

    [Fact]
    public void Every_diagnostic_of_a_project_is_fixed_at_once()
    {
        const string net = "[Network, Input(4), Dense(3)] class Net";
        FixRun run = new(
            ("A.cs", "using NetCompiler;\nclass A { " + net + "1; " + net + "2; }\n" + net + "3;\n"),
            ("B.cs", "using NetCompiler;\n" + net + "4;\n"));
        FixRun fixedOnce = run.ApplyToAll("NET001", "Make partial");
        string partial = net.Replace("class", "partial class");
        Assert.Equal("using NetCompiler;\npartial class A { " + partial + "1; " + partial + "2; }\n" + partial + "3;\n", fixedOnce.TextOf("A.cs"));
        Assert.Equal("using NetCompiler;\n" + partial + "4;\n", fixedOnce.TextOf("B.cs"));
        Assert.StartsWith("using NetCompiler;\npartial class A { " + net + "1;", run.ApplyToAll("NET002", "Make partial").TextOf("A.cs"));
    }

    private static void Fixes(string id, string title, string before, string after, params string[] alsoFixed)
    {
        FixRun run = new(("Model.cs", Usings + before));
        Assert.All(run.Diagnostics, d => Assert.Contains(d.Id, alsoFixed.Append(id)));
        FixRun changed = run.Apply(id, title);
        Assert.Equal(Usings + after, changed.TextOf("Model.cs"));
        Assert.Empty(changed.Diagnostics);
        Assert.Empty(changed.Errors);
    }
}

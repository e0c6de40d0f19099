namespace NetCompiler.Generator.Tests.Emit;

/// <summary>
/// Where C# looks for names, as sources that put many names there. Their own code names everything in full, so that it means the same whatever
/// stands around it.
/// </summary>
internal static class NamePlaces
{
    private const string Tensor = "global::NetCompiler.Tensor";

    /// <summary>Networks that between them have all that generated code is made of.</summary>
    private const string Members = """
        [global::NetCompiler.Dense(40), global::NetCompiler.BatchNormalization, global::NetCompiler.Dropout(0.5f)]
        private static partial global::NetCompiler.Tensor MineFirst(global::NetCompiler.Tensor mine);

        [global::NetCompiler.Embedding(5, 3)] private static partial global::NetCompiler.Tensor MineRows(global::NetCompiler.Tensor mine);

        [global::NetCompiler.Layer<global::Mine.MineBlock>(14)]
        private static partial global::NetCompiler.Tensor MineBody(global::NetCompiler.Tensor mine);

        [global::NetCompiler.Forward]
        private static (global::NetCompiler.Tensor MineOne, global::NetCompiler.Tensor MineTwo) MineForward(
            [global::NetCompiler.Input(33)] global::NetCompiler.Tensor mineLeft,
                [global::NetCompiler.Input(2)] global::NetCompiler.Tensor mineRight) =>
            (MineBody(Softsign(MineFirst(mineLeft))), Flatten(MineRows(mineRight)) * Arange(6));

        [global::NetCompiler.Loss]
        private static global::NetCompiler.Tensor MineLoss(
            global::NetCompiler.Tensor one, global::NetCompiler.Tensor two, global::NetCompiler.Tensor wanted) =>
            MeanSquaredError(one, wanted) + MeanAbsoluteError(Softsign(two), 0 * two);
        """;

    private const string Block = """
        namespace Mine
        {
            [global::NetCompiler.Block, global::NetCompiler.Dense(24, Activation = global::NetCompiler.Activation.Mish),
                global::NetCompiler.Dense(40)]
            public partial class MineBlock;

            [global::NetCompiler.Network, global::NetCompiler.Input(34, 34, 16)]
            [global::NetCompiler.Conv2D(16, 3, Padding = global::NetCompiler.Padding.Same)]
            public partial class MineImages;
        }
        """;

    /// <summary>A name's place: from names to a source.</summary>
    public static IReadOnlyDictionary<string, Func<IReadOnlyCollection<string>, string>> All { get; } =
        new Dictionary<string, Func<IReadOnlyCollection<string>, string>>(StringComparer.Ordinal)
    {
        ["types beside the class"] = names => Network() + $"namespace MineOuter.MineInner {{ {Types(names)} }}",
        ["types in an outer namespace"] = names => Network() + $"namespace MineOuter {{ {Types(names)} }}",
        ["types in the global namespace"] = names => Network() + Types(names),
        ["types of a used namespace"] = names => $"global using MineUsed;\n{Network()} namespace MineUsed {{ {Types(names)} }}",
        ["members of a used class"] = names =>
            $"global using static MineUsed.MineStatic;\n{Network()} namespace MineUsed {{ public static class MineStatic {{ {Types(names)} }} }}",
        ["namespaces beside the class"] = names => Network() + Each(names, name => $"namespace MineOuter.MineInner.@{name} {{ class Mine; }}"),
        ["namespaces in an outer namespace"] = names => Network() + Each(names, name => $"namespace MineOuter.@{name} {{ class Mine; }}"),
        ["namespaces in the global namespace"] = names => Network() + Each(names, name => $"namespace @{name} {{ class Mine; }}"),
        ["aliases for all files"] = names => Each(names, name => $"global using @{name} = System.Text.StringBuilder;") + Network(),
        ["constants of the class"] = names => Network(Each(names, name => $"private const float @{name} = 1;")),
        ["properties of the class"] = names => Network(Each(names, name => $"private static float @{name} => 1;")),
        ["methods of the class"] = names => Network(Each(names, name => $"private static void @{name}(long mine) {{ }}")),
        ["nested types of the class"] = names => Network(Types(names)),
        ["constants of a class around it"] = names => Network("", Each(names, name => $"private const float @{name} = 1;")),
        ["methods of a class around it"] = names => Network("", Each(names, name => $"private static void @{name}() {{ }}")),
        ["nested types of a class around it"] = names => Network("", Types(names)),
        ["types in the runtime's namespaces"] = names =>
            Network() + $"namespace NetCompiler {{ {Types(names)} }} namespace NetCompiler.Numerics {{ {Types(names)} }}",
        ["types in the platform's namespaces"] = names =>
            Network() + $"namespace System {{ {Types(names)} }} namespace System.Runtime.CompilerServices {{ {Types(names)} }}",
        ["types in the generated namespace"] = names => Network() + $"namespace NetCompiler.Generated {{ {Types(names)} }}",
        ["classes"] = names => Each(names, name => "namespace MineOuter { " + Small("@" + name) + " }"),
        ["classes around the class"] = names => Each(names, name => $"public partial class @{name} {{ {Small("MineSmall")} }}"),
        ["namespaces around the class"] = names => Each(names, name => $"namespace @{name}.Mine {{ {Small("MineSmall")} }}"),
        ["inputs"] = names => Methods("", names.Select(name => "@" + name), names => string.Join(" + ", names)),
        ["outputs"] = Outputs,
        ["targets"] = names => $$"""
            [global::NetCompiler.Network] public partial class MineNet
            {
                [global::NetCompiler.Forward]
                private static {{Tensor}} MineForward([global::NetCompiler.Input(3)] {{Tensor}} mine) => Flatten(mine);
                [global::NetCompiler.Loss] private static {{Tensor}} MineLoss({{Tensor}} mineOutput,
                    {{string.Join(", ", names.Select(name => $"[global::NetCompiler.Target(3)] {Tensor} @{name}"))}}) =>
                    {{string.Join(" + ", names.Select(name => $"MeanSquaredError(mineOutput, @{name})"))}};
            }
            """,
        ["layers' methods"] = names => Methods(
            Each(names, (name, i) => $"[global::NetCompiler.Dense({1 + (i % 40)})] private static partial {Tensor} @{name}({Tensor} mine);"),
                ["mine"],
            _ => names.Aggregate("mine", (inner, name) => $"@{name}({inner})")),
        ["parameters of layers' methods"] = names => Methods(
            Each(names, (name, i) => $"[global::NetCompiler.Dense({1 + (i % 40)})] private static partial {Tensor} Mine{i}({Tensor} @{name});"),
                ["mine"],
            _ => names.Index().Aggregate("mine", (inner, at) => $"Mine{at.Index}({inner})")),
        ["layers' names"] = names => "[global::NetCompiler.Network, global::NetCompiler.Input(3)]"
            + Each(names, (name, i) => $"[global::NetCompiler.Dense({1 + (i % 40)}, Name = \"{name}\")]") + " public partial class MineNet;",
    };

    private static string Each(IEnumerable<string> names, Func<string, string> text) => string.Join('\n', names.Select(text)) + "\n";

    private static string Each(IEnumerable<string> names, Func<string, int, string> text) => string.Join('\n', names.Select(text)) + "\n";

    private static string Types(IEnumerable<string> names) => Each(names, name => $"public class @{name};");

    private static string Small(string name) => $"[global::NetCompiler.Network, global::NetCompiler.Input(2), global::NetCompiler.Dense(1)] "
        + $"public partial class {name};";

    /// <summary>The large network, with further members of it and of a class around it.</summary>
    private static string Network(string inner = "", string outer = "") => $$"""
        namespace MineOuter.MineInner
        {
            public partial class MineHolder
            {
                {{outer}}
                [global::NetCompiler.Network(InputGradient = true)]
                public partial class MineNet
                {
                    {{Members}}
                    {{inner}}
                }
            }
        }
        {{Block}}

        """;

    private static string Methods(string members, IEnumerable<string> inputs, Func<IEnumerable<string>, string> expression) => $$"""
        [global::NetCompiler.Network] public partial class MineNet
        {
            {{members}}
            [global::NetCompiler.Forward] private static {{Tensor}} MineForward(
                {{string.Join(", ", inputs.Select(input => $"[global::NetCompiler.Input(3)] {Tensor} {input}"))}}) => Flatten({{expression(inputs)}});
        }
        """;

    private static string Outputs(IReadOnlyCollection<string> names) => $$"""
        [global::NetCompiler.Network] public partial class MineNet
        {
            [global::NetCompiler.Forward]
            private static ({{string.Join(", ", names.Select(name => $"{Tensor} @{name}"))}}, {{Tensor}} mineLast) MineForward(
                [global::NetCompiler.Input(3)] {{Tensor}} mine) => ({{string.Join(", ", names.Select((_, i) => $"mine * {i}"))}}, mine);
        }
        """;
}

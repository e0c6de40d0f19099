using System.Globalization;

namespace NetCompiler.Bench;

/// <summary>
/// What a user gets who builds for Debug: a project of its own, with the shipped library, compiler and properties, is built both ways, and the
/// programs take turns.
/// </summary>
internal static class DebugCommand
{
    private static readonly string[] Works = ["inference of one sample", "training step of 32"];

    public static void Run(int rounds)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("netcompiler-debug-");
        try
        {
            WriteProject(folder.FullName);
            string[] programs = [Build(folder.FullName, "Release"), Build(folder.FullName, "Debug")];
            var times = new List<double[]>[] { [], [] };
            for (int round = 0; round < rounds; round++)
            {
                using var pinned = new Pinning(1);
                for (int i = 0; i < programs.Length; i++)
                {
                    times[i].Add([.. Dotnet(programs[i]).Split(' ').Select(text => double.Parse(text, CultureInfo.InvariantCulture))]);
                }
            }

            Console.WriteLine($"{"the digits network",-26}{"Release",12}{"Debug",12}{"ratio",8}");
            for (int work = 0; work < Works.Length; work++)
            {
                double release = Stopwatching.Median(times[0].Select(t => t[work])), debug = Stopwatching.Median(times[1].Select(t => t[work]));
                Console.WriteLine(FormattableString.Invariant($"{Works[work],-26}{release,9:F1} us{debug,9:F1} us{debug / release,8:F2}"));
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static void WriteProject(string folder)
    {
        string shipped = AppContext.BaseDirectory;
        File.WriteAllText(Path.Combine(folder, "Measured.csproj"), $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <Import Project="{shipped}NetCompiler.props" />
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <ImplicitUsings>enable</ImplicitUsings>
                <Nullable>enable</Nullable>
              </PropertyGroup>
              <ItemGroup>
                <Reference Include="{shipped}NetCompiler.Runtime.dll" />
                <Analyzer Include="{shipped}NetCompiler.Generator.dll" />
              </ItemGroup>
              <Import Project="{shipped}NetCompiler.targets" />
            </Project>
            """);
        foreach (string file in new[] { "Models.cs", "Debug/Main.cs", "Debug/Stopwatching.cs" })
        {
            using Stream text = typeof(DebugCommand).Assembly.GetManifestResourceStream(file)!;
            using FileStream copy = File.Create(Path.Combine(folder, Path.GetFileName(file)));
            text.CopyTo(copy);
        }
    }

    private static string Build(string folder, string configuration)
    {
        string output = Path.Combine(folder, "out", configuration);
        Dotnet("build", folder, "-c", configuration, "-o", output, "-v", "q");
        return Path.Combine(output, "Measured.dll");
    }

    private static string Dotnet(params string[] arguments) => OwnProcess.RunProgram("dotnet", arguments);
}

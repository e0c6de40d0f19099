using NetCompiler;
using NetCompiler.Bits;

Options options;
try
{
    options = Options.Parse(args);
}
catch (FormatException fault)
{
    Console.Error.WriteLine($"{fault.Message}\n\n{Options.Help}");
    return 2;
}

foreach ((string name, Func<CompiledNetwork> make) in Networks.All
    .Where(network => network.Name.Contains(options.Filter, StringComparison.OrdinalIgnoreCase)))
{
    Console.WriteLine($"{name}{NetworkBits.Of(make, options)}");
}

if ("Gan.AdversarialTrainer".Contains(options.Filter, StringComparison.OrdinalIgnoreCase))
{
    Console.WriteLine($"Gan.AdversarialTrainer{AdversarialBits.Of(options)}");
}

return 0;
